import { DataPacket, UserPacket } from '@livekit/protocol';
import type { PacketRow, RoomEventEntry } from '../../../../../renderer/traffic/protocol/index.ts';
import { ChunkWriter } from '../../../../../renderer/traffic/wire-chunk.ts';
import type { WireMessage } from '../../../../../renderer/traffic/wire-chunk.ts';
import { ByteBudget } from '../../../../../renderer/traffic/worker/store/byte-budget.ts';
import type { Scheduler } from '../../../../../renderer/traffic/worker/scheduler.ts';
import { SessionLog } from '../../../../../renderer/traffic/worker/session-log.ts';

export function makeSession(options: { budgetBytes?: number; budget?: ByteBudget } = {}) {
  const budget = options.budget ?? new ByteBudget(options.budgetBytes ?? 64 * 1_024 * 1_024);
  const session = new SessionLog({ ownIdentity: 'console', budget });
  return { budget, session, log: session.log };
}

/** A chunk of what is given; what is left out is that of a received reliable message. */
export function chunkWith(...messages: Partial<WireMessage>[]): ArrayBuffer {
  const room = messages.reduce((sum, { bytes, label = '' }) => sum + 64 + (bytes?.length ?? 0) + 3 * label.length, 24);
  const writer = new ChunkWriter(room);
  messages.forEach((message, index) => {
    const bytes = message.bytes ?? new Uint8Array(0);
    const defaults = { time: 1_000 + index, sent: false, label: '_reliable', channelId: 1, isText: false };
    writer.append({ ...defaults, size: bytes.length, ...message, bytes });
  });
  return writer.take() ?? new ArrayBuffer(0);
}

/** Bytes of a user packet of alice, whose payload is the text. */
export function userPacket(
  text: string | Uint8Array,
  over: Omit<NonNullable<ConstructorParameters<typeof DataPacket>[0]>, 'value'> = {},
  user: ConstructorParameters<typeof UserPacket>[0] = {},
): Uint8Array {
  const payload = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return new DataPacket({
    participantIdentity: 'alice',
    participantSid: 'PA_alice',
    ...over,
    value: { case: 'user', value: new UserPacket({ payload, ...user }) },
  }).toBinary();
}

export function event(over: Partial<RoomEventEntry> = {}): RoomEventEntry {
  return {
    time: 2_000,
    event: 'joined',
    severity: 'info',
    identity: 'bob',
    title: 'bob joined',
    text: '',
    before: undefined,
    after: undefined,
    ...over,
  };
}

/** Texts become user packets of alice, one row each. */
export function appendTexts(session: SessionLog, ...texts: string[]): void {
  session.appendChunk(chunkWith(...texts.map((text) => ({ bytes: userPacket(text) }))));
}

export function packetRow(session: SessionLog, row: number): PacketRow {
  const view = session.row(row);
  if (view?.type !== 'packet') throw new Error(`row ${row} is no packet`);
  return view;
}

/** A scheduler whose clock stands until it is moved; what is due then runs, in order. */
export class ManualScheduler implements Scheduler {
  #now = 1_000_000;
  #due: { at: number; callback: () => void }[] = [];

  readonly now = (): number => this.#now;

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  soon(callback: () => void): () => void {
    return this.after(0, callback);
  }

  get waiting(): number {
    return this.#due.length;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }
}
