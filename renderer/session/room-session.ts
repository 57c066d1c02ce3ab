import type { Room } from 'livekit-client';
import type { ConnectionState, JoinGrant, Session, SessionReport } from '../../electron/contract/domain.ts';
import type { RoomEventEntry } from '../traffic/protocol/index.ts';
import type { BrowserCounts } from './browser-counts.ts';
import {
  connectionLostRow,
  endedRow,
  gapRow,
  joinedRow,
  resumedRow,
  signalLostRow,
} from './connection-rows.ts';
import { connectRoom, type Connecting } from './connect-room.ts';
import { describeDisconnect, lostByObserver, roomIsOver } from './disconnect-reasons.ts';
import { GapList } from './gap-list.ts';
import { HistoryWatch } from './history-watch.ts';
import { byJoin } from './join-order.ts';
import { compareParticipants } from './participant-changes.ts';
import { participantRows } from './participant-rows.ts';
import { listenToRoom } from './room-listeners.ts';
import type { DisconnectInfo, RoomParticipant, SessionSnapshot } from './protocol.ts';
import { reportedCompleteness } from './reported-completeness.ts';
import { SessionProof, type SessionCounts } from './session-proof.ts';

/** Where a session's log entries go; chunks of the tap go there by themselves. */
export interface SessionLog {
  /** Puts a room event behind all packets that the tap has seen so far. */
  event(entry: RoomEventEntry): void;
  /** Tells who this console and the others are, so that rows can be told apart. */
  context(own: { readonly identity: string; readonly sid: string }, identities: ReadonlyMap<string, string>): void;
}

interface RoomSessionOptions {
  readonly grant: JoinGrant;
  readonly createRoom: () => Room;
  readonly log: SessionLog;
  readonly counts: SessionCounts;
  readonly browserCounts: BrowserCounts;
  /** Epoch ms, the same clock that the tap stamps with. */
  readonly now: () => number;
  /** An observer lost its connection and left: the room has to be looked for before it is joined again. */
  readonly onLost: () => void;
  /** Something in the snapshot changed. */
  readonly onChange: () => void;
}

/**
 * One open session: the room it is in now, and what is known of it. The session outlives its connections: joining
 * again keeps the log, and leaves a gap row with the time that nothing was seen.
 */
export class RoomSession {
  readonly #options: RoomSessionOptions;
  /** Every value that was seen since the first join. */
  readonly history: HistoryWatch;
  #session: Session;
  #connecting: Connecting | undefined;
  #room: Room | undefined;
  #state: ConnectionState = 'joining';
  #since: number;
  readonly #gaps = new GapList();
  readonly #proof: SessionProof;
  #disconnect: DisconnectInfo | undefined;
  #participants: ReadonlyMap<string, RoomParticipant> = new Map();
  #comparing = false;
  #sentBeforeBlind = 0;
  #listeningSinceMs: number | undefined;
  #roomSid = '';
  #roomMetadata: string | undefined;
  #roomMetadataSeenAt: number | undefined;

  constructor(options: RoomSessionOptions) {
    this.#options = options;
    this.#session = options.grant.session;
    this.history = new HistoryWatch({ now: options.now });
    this.#since = options.now();
    this.#proof = new SessionProof({ ...options, note: (row) => this.note(row) });
  }

  get id(): string {
    return this.#session.id;
  }

  get session(): Session {
    return this.#session;
  }

  /** The room while it is connected or reconnecting; undefined before and after. */
  get room(): Room | undefined {
    return this.#state === 'disconnected' ? undefined : this.#room;
  }

  /** Joins, or joins again with a new token. The outcome is in the snapshot and in the log, never thrown. */
  async join(grant: JoinGrant): Promise<void> {
    await this.#abandon();
    this.#session = grant.session;
    this.#disconnect = undefined;
    this.#enter('joining');
    const connecting = connectRoom(this.#options.createRoom(), grant, (room) => this.#listen(room));
    this.#connecting = connecting;
    this.#room = connecting.room;
    const failure = await connecting.done;
    if (this.#connecting !== connecting) return;
    if (failure !== undefined) {
      this.#end(failure);
      return;
    }
    this.#arrived();
  }

  /** Leaves for good. */
  async leave(): Promise<void> {
    await this.#abandon();
    this.#end(describeDisconnect('CLIENT_INITIATED'));
  }

  snapshot(): SessionSnapshot {
    const room = this.#room;
    const own = this.#session.role.kind === 'participate' ? room?.localParticipant.permissions : undefined;
    return {
      sessionId: this.id,
      state: this.#state,
      since: this.#since,
      disconnect: this.#disconnect,
      roomName: this.#session.room,
      roomSid: this.#roomSid,
      roomMetadata: this.#roomMetadata ?? '',
      roomMetadataSeenAt: this.#roomMetadataSeenAt,
      serverVersion: room?.serverInfo?.version ?? '',
      serverRegion: room?.serverInfo?.region ?? '',
      // Who is there now is not known without a connection; the last state stays inside, to compare with.
      participants: this.#state === 'disconnected' ? [] : [...this.#participants.values()],
      completeness: this.#proof.completeness,
      listeningSinceMs: this.#listeningSinceMs,
      gaps: this.#gaps.newest,
      gapsTotal: this.#gaps.total,
      canPublishData: own?.canPublishData ?? false,
      canUpdateOwnMetadata: own?.canUpdateMetadata ?? false,
    };
  }

  report(): SessionReport {
    const { counts, now } = this.#options;
    const participants = [...this.#participants.values()].filter((who) => who.permissions?.hidden !== true).length;
    return {
      sessionId: this.id,
      state: this.#state,
      participants,
      ...counts.byChannel(),
      roomSid: this.#roomSid,
      serverVersion: this.#room?.serverInfo?.version ?? '',
      serverRegion: this.#room?.serverInfo?.region ?? '',
      clockOffsetMs: Date.now() - now(),
      completeness: { ...reportedCompleteness(this.#proof.completeness), resumes: this.#gaps.resumes },
      gaps: this.#gaps.total,
      interruptedSinceMs: roomIsOver(this.#disconnect) ? undefined : this.#gaps.openSinceMs,
    };
  }

  /** Compares the tap's counts with the log's and with the browser's; once a second. */
  verify(): Promise<void> {
    return this.#proof.verify();
  }

  note(entry: Omit<RoomEventEntry, 'time'>): void {
    this.#options.log.event({ ...entry, time: this.#options.now() });
  }

  #listen(room: Room): void {
    listenToRoom(room, () => this.#room === room, {
      participantsChanged: () => this.#compareSoon(),
      roomMetadataChanged: () => this.#compareRoom(),
      // While everything is built anew the signal may be lost again; that resumes nothing.
      signalLost: () => this.#state === 'connected' && this.#enter('resuming'),
      buildingAnew: () => this.#buildAnew(),
      reconnected: () => this.#arrived(),
      // While joining, `connect()` rejects too, and knows more of the reason.
      disconnected: (reason) => this.#state !== 'joining' && this.#end(describeDisconnect(this.#connecting?.reasonName(reason))),
    });
  }

  /** The SDK is about to join anew with the token that it has. */
  #buildAnew(): void {
    if (this.#session.role.kind === 'participate') {
      this.#enter('rejoining');
      return;
    }
    void this.#abandon();
    this.#end(lostByObserver);
    this.#options.onLost();
  }

  /** Connected, for the first time or again: says what was missed, then shows what is there now. */
  #arrived(): void {
    const now = this.#options.now();
    const was = this.#state;
    const blindMs = this.#gaps.close(now, was !== 'resuming');
    this.#listeningSinceMs ??= now;
    this.#enter('connected');
    if (was === 'resuming') {
      this.note(resumedRow(blindMs));
    } else if (blindMs > 0) {
      this.note(gapRow(blindMs, this.#options.counts.total().sent - this.#sentBeforeBlind));
    } else {
      this.note(joinedRow(this.#session.room, this.#session.role.kind, this.#session.identity));
    }
    void this.#learnSid();
    // Not after up to a second: until then nothing can be said of the count.
    void this.#proof.sample().then(() => this.#options.onChange());
    this.#compareRoom();
    this.#compare(blindMs > 0 ? 'found after reconnecting' : '');
  }

  async #learnSid(): Promise<void> {
    const room = this.#room;
    // Rejects when the room is left before the server has told it.
    const sid = await room?.getSid().catch(() => undefined);
    if (sid === undefined || this.#room !== room) return;
    this.#roomSid = sid;
    this.#options.onChange();
  }

  /**
   * livekit-client fires its events in the middle of taking over a participant's new state; only when it is through is
   * there a state that was ever true.
   */
  #compareSoon(): void {
    if (this.#comparing) return;
    this.#comparing = true;
    queueMicrotask(() => {
      this.#comparing = false;
      // While everything is built anew the SDK empties its room, and nobody has left; once connected all is compared.
      if (this.#state === 'connected' || this.#state === 'resuming') this.#compare();
    });
  }

  #compare(cause = ''): void {
    const room = this.#room;
    if (room === undefined) return;
    const now = this.#options.now();
    const after = participantRows(room, this.#participants, now);
    const changes = compareParticipants(this.#participants, after, cause);
    this.history.people(this.#participants, after, cause !== '');
    this.#participants = after;
    this.#options.log.context(
      { identity: room.localParticipant.identity, sid: room.localParticipant.sid },
      // Of names that look alike the first is the one that is imitated.
      new Map([...after.values()].sort(byJoin).map((who) => [who.sid, who.identity])),
    );
    for (const change of changes) this.#options.log.event({ ...change, time: now });
    this.#options.onChange();
  }

  #compareRoom(): void {
    const before = this.#roomMetadata;
    const after = this.#room?.metadata ?? '';
    this.#roomMetadata = after;
    this.history.room(before, after);
    if (before !== undefined && before !== after) {
      this.#roomMetadataSeenAt = this.#options.now();
      this.note({ event: 'room-metadata', severity: 'info', identity: '', title: 'Room metadata', text: '', before, after });
    }
    this.#options.onChange();
  }

  #enter(state: ConnectionState): void {
    if (state === this.#state) return;
    const now = this.#options.now();
    if (state === 'resuming') this.note(signalLostRow());
    if (state === 'rejoining') this.note(connectionLostRow());
    if (state === 'resuming' || state === 'rejoining') this.#goBlind();
    this.#state = state;
    this.#since = now;
    this.#options.onChange();
  }

  /** From now on, until it is connected again, nobody knows what passes. */
  #goBlind(): void {
    // Before the SDK closes them: a connection that is closed tells no count.
    void this.#proof.sample();
    if (this.#gaps.openSinceMs !== undefined) return;
    this.#gaps.open(this.#options.now());
    this.#sentBeforeBlind = this.#options.counts.total().sent;
  }

  #end(why: DisconnectInfo): void {
    if (this.#state === 'disconnected') return;
    // A session that never was connected has missed nothing it could speak of.
    if (this.#roomMetadata !== undefined) this.#goBlind();
    this.#disconnect = why;
    this.note(endedRow(why));
    this.#enter('disconnected');
  }

  async #abandon(): Promise<void> {
    const room = this.#room;
    this.#connecting = undefined;
    this.#room = undefined;
    await room?.disconnect();
  }
}
