/** What the room said, for whoever writes down in which place among the rows it was said. */
export interface RoomContext {
  readonly ownIdentity: string;
  /** Empty before the join is answered. */
  readonly ownSid: string;
  /** Who is there: sid to identity. */
  readonly participants: ReadonlyMap<string, string>;
}

/** Follows a log closely: is told of what is no row, as it happens. `row`: of the next one. */
export interface LogWatcher {
  context(context: RoomContext, row: number): void;
  sdkReset(row: number, time: number): void;
  /** All rows are about to be forgotten. */
  beforeClear(): void;
}

export interface SdkReset {
  /** The next row. */
  readonly row: number;
  /** Epoch ms. */
  readonly time: number;
}

/** livekit-client begins anew when a connection does; more are forgotten, the oldest first. */
const resetsMaximum = 10_000;

const nobodyYet: RoomContext = { ownIdentity: '', ownSid: '', participants: new Map() };

/** Those who follow one log, and what they may have missed. */
export class LogWatchers implements LogWatcher {
  readonly #watchers = new Set<LogWatcher>();
  #context = nobodyYet;
  #resets: SdkReset[] = [];

  /** What the room said last. */
  get newestContext(): RoomContext {
    return this.#context;
  }

  /** In their order. */
  get resets(): readonly SdkReset[] {
    return this.#resets;
  }

  /** What is returned ends it. */
  add(watcher: LogWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  context(context: RoomContext, row: number): void {
    if (isSame(context, this.#context)) return;
    this.#context = context;
    for (const watcher of this.#watchers) watcher.context(context, row);
  }

  sdkReset(row: number, time: number): void {
    this.#resets.push({ row, time });
    if (this.#resets.length > resetsMaximum) this.#resets = this.#resets.slice(-resetsMaximum / 2);
    for (const watcher of this.#watchers) watcher.sdkReset(row, time);
  }

  beforeClear(): void {
    for (const watcher of this.#watchers) watcher.beforeClear();
  }
}

function isSame(a: RoomContext, b: RoomContext): boolean {
  if (a.ownIdentity !== b.ownIdentity || a.ownSid !== b.ownSid || a.participants.size !== b.participants.size) return false;
  for (const [sid, identity] of a.participants) if (b.participants.get(sid) !== identity) return false;
  return true;
}
