import type { ParticipantInfo, Session } from '../../electron/contract/domain.ts';
import { effectSeenWithinMs } from '../../electron/contract/limits.ts';
import type { Result } from '../../electron/contract/result.ts';
import { refused } from '../../electron/contract/result.ts';
import type { Request } from '../bridge.ts';
import type { HistoryAnswer, SessionSnapshot } from '../session/protocol.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';

/** As for the hidden ones of an open room: asking costs the server one listing. */
const pollEveryMs = 5_000;
/** While the server does not answer. */
const slowPollMs = 10_000;
/** After a change: its effect is looked for at this pace, for as long as an effect is waited for and a little more. */
const hurryEveryMs = 500;
const hurryForMs = effectSeenWithinMs + 1_000;

/** Measured on two nodes: who was connected to one that was killed stays listed as active for at least 40 s. */
export const noProofWords =
  'The server’s list still names them, which is no proof that they are there: who was connected to a node that failed ' +
  'stays listed as active for 40 s and more.';

export interface ListedRoomOptions {
  readonly profileId: string;
  readonly room: string;
  readonly request: Request;
  /** False while the page is hidden: then nothing is asked, but after a change. */
  isVisible(): boolean;
  /** Epoch ms. */
  now(): number;
}

/**
 * A room that this console is not in, as the server API lists its people: in the shape of a session, so that what
 * shows and changes people in an open room works here too. What it tells is the list's word, and is called so.
 */
export class ListedRoom {
  /** Of nobody: no session of the console has its id. */
  readonly session: Session;
  /** Undefined before the first answer; the last one stays when a later one fails. */
  listed: readonly ParticipantInfo[] | undefined = $state.raw();
  /** Epoch ms of `listed`. */
  listedAtMs: number | undefined = $state.raw();
  /** Why the last listing failed, as a sentence. */
  problem: string | undefined = $state.raw();
  #snapshot: SessionSnapshot = $state.raw(nothingTold);
  readonly #options: ListedRoomOptions;
  readonly #listeners = new Set<(snapshot: SessionSnapshot) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = 0;
  #hurryUntilMs = 0;
  #reading: Promise<void> | undefined;

  constructor(options: ListedRoomOptions) {
    this.#options = options;
    const { profileId, room } = options;
    const id = `list:${profileId}:${room}`;
    const role = { kind: 'observe', as: 'agent' } as const;
    this.session = { id, profileId, room, role, identity: '', waitingForRoom: false };
    this.#snapshot = { ...nothingTold, sessionId: id, roomName: room };
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  get sessions(): ReadonlyMap<string, SessionSnapshot> {
    return new Map([[this.session.id, this.#snapshot]]);
  }

  onSnapshot(listener: (snapshot: SessionSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** There is no log to leave a row in, and no client to change anything through. */
  call(): Promise<Result<undefined>> {
    return Promise.resolve(notInRoom);
  }

  readHistory(): Promise<Result<HistoryAnswer>> {
    return Promise.resolve(notInRoom);
  }

  /** What the list showed is no event of the room. */
  judge(outcome: EditOutcome): EditOutcome {
    if (outcome.kind === 'seen') return { kind: 'listed' };
    return outcome.kind === 'not-seen' ? { kind: 'not-listed' } : outcome;
  }

  /** The page's requests; after one that changes somebody the list is read at once, and often for a while. */
  readonly request: Request = async (name, ...rest) => {
    const result = await this.#options.request(name, ...rest);
    if (name !== 'changeParticipant' && name !== 'changeRoom') return result;
    this.#hurryUntilMs = this.#options.now() + hurryForMs;
    const read = this.readAgain();
    if (result.ok || result.reason !== 'not-reached') return result;
    await read;
    return { ...result, message: `${result.message} ${noProofWords}` };
  };

  /** Lists now and again and again until the stop; several may show it at once. */
  start(): () => void {
    this.#shown += 1;
    void this.readAgain();
    return () => {
      this.#shown -= 1;
      if (this.#shown === 0 && !this.#isHurrying) clearTimeout(this.#timer);
    };
  }

  /** Never satisfied with an answer that was asked for earlier. */
  async readAgain(): Promise<void> {
    await this.#reading;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  get #isHurrying(): boolean {
    return this.#options.now() < this.#hurryUntilMs;
  }

  async #read(): Promise<void> {
    clearTimeout(this.#timer);
    const { profileId, room, request } = this.#options;
    const result = await request('listParticipants', { profileId, room });
    if (result.ok) this.#take(result.value);
    else if (result.reason === 'room-not-found') this.#take([]);
    else {
      this.problem = result.message;
      // What was listed may be so no more.
      this.#tell({ ...this.#snapshot, state: this.listed === undefined ? 'joining' : 'rejoining' });
    }
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#shown === 0 && !this.#isHurrying) return;
    const pauseMs = this.#isHurrying ? hurryEveryMs : this.problem === undefined ? pollEveryMs : slowPollMs;
    this.#timer = setTimeout(() => {
      if (this.#isHurrying || this.#options.isVisible()) void this.readAgain();
      else this.#wait();
    }, pauseMs);
  }

  #take(listed: readonly ParticipantInfo[]): void {
    this.listed = listed;
    this.listedAtMs = this.#options.now();
    this.problem = undefined;
    const seenAt = { metadata: undefined, name: undefined, attributes: undefined };
    const participants = listed.map((participant) => ({ ...participant, isLocal: false, seenAt }));
    const since = this.#snapshot.since || this.listedAtMs;
    this.#tell({ ...this.#snapshot, state: 'connected', since, participants });
  }

  #tell(snapshot: SessionSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener(snapshot);
  }
}

const notInRoom = refused('not-in-room', 'This console is not in the room.');

/** A session's picture of a room in which nothing was counted. */
export const nothingTold: SessionSnapshot = {
  sessionId: '',
  state: 'joining',
  since: 0,
  disconnect: undefined,
  roomName: '',
  roomSid: '',
  roomMetadata: '',
  roomMetadataSeenAt: undefined,
  serverVersion: '',
  participants: [],
  completeness: {
    received: 0,
    sent: 0,
    browserReceived: undefined,
    browserSent: undefined,
    sampledReceived: 0,
    sampledSent: 0,
    sampledAtMs: undefined,
    latencyMs: undefined,
    byChannel: [],
    unverified: 0,
    unverifiedSinceMs: undefined,
    unverifiedUntilMs: undefined,
    mismatch: undefined,
    behind: 0,
    unlogged: 0,
  },
  listeningSinceMs: undefined,
  gaps: [],
  gapsTotal: 0,
  canPublishData: false,
  canUpdateOwnMetadata: false,
};
