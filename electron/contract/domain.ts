/** What the main process and the pages tell each other about: plain data, no behaviour, no secret. */

/** Where a profile came from: saved by the person, taken from LIVEKIT_* at start, or the server this app started. */
export type ProfileSource = 'saved' | 'environment' | 'local';

/**
 * Where the secret of a profile is: in the system keyring, in memory until the app quits, in a file only obscured
 * (the person decided so, there being no keyring), or nowhere (it must be typed again).
 */
export type SecretPlace = 'keyring' | 'memory' | 'file' | 'missing';

export const profileColours = ['none', 'blue', 'green', 'amber', 'red', 'violet'] as const;
export type ProfileColour = (typeof profileColours)[number];

/** A server the console can talk to, as a page may see it. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** ws:// or wss://, without a trailing slash. */
  readonly url: string;
  readonly apiKey: string;
  readonly colour: ProfileColour;
  /** A word such as "production" that stands in the window and in each destructive dialog; may be empty. */
  readonly label: string;
  /** True: the main process refuses every change and every send through it, and nobody joins but to observe. */
  readonly readOnly: boolean;
  readonly source: ProfileSource;
  readonly secretPlace: SecretPlace;
}

/** What a connection test found; `message` says what to do. */
export interface ConnectionReport {
  readonly outcome:
    | 'ok'
    | 'host-not-found'
    | 'connection-refused'
    | 'unreachable'
    | 'tls-failure'
    | 'not-livekit'
    | 'unknown-key'
    | 'wrong-secret'
    | 'clock-off'
    | 'not-allowed'
    | 'unclear';
  readonly title: string;
  readonly message: string;
  /** The URL that was tried, mended. */
  readonly url: string;
  /** Round trip of the deciding request, ms. */
  readonly latencyMs: number | undefined;
  /** Server's clock minus this machine's, seconds, from the HTTP Date header (±1 s); undefined where it sent none. */
  readonly clockOffsetS: number | undefined;
}

export interface RoomSummary {
  readonly sid: string;
  readonly name: string;
  readonly numParticipants: number;
  readonly numPublishers: number;
  /** Epoch ms; 0 where the server did not say. */
  readonly createdAtMs: number;
  readonly metadata: string;
  readonly emptyTimeoutS: number;
  readonly departureTimeoutS: number;
  /** 0: no limit. */
  readonly maxParticipants: number;
  readonly activeRecording: boolean;
}

export interface RoomList {
  readonly rooms: readonly RoomSummary[];
  readonly latencyMs: number;
  /** Epoch ms of the answer. */
  readonly listedAtMs: number;
}

export const participantStates = ['joining', 'joined', 'active', 'disconnected'] as const;
export type ParticipantState = (typeof participantStates)[number];

export const participantKinds = [
  'standard',
  'ingress',
  'egress',
  'sip',
  'agent',
  'connector',
  'bridge',
  'unknown',
] as const;
export type ParticipantKind = (typeof participantKinds)[number];

/** `ParticipantPermission` as far as the console names it; a flag the server did not send is false. */
export interface Permissions {
  readonly canSubscribe: boolean;
  readonly canPublish: boolean;
  readonly canPublishData: boolean;
  readonly canUpdateMetadata: boolean;
  readonly canSubscribeMetrics: boolean;
  readonly canManageAgentSession: boolean;
  readonly hidden: boolean;
  readonly recorder: boolean;
  readonly agent: boolean;
  /** Names of TrackSource; empty: all sources. */
  readonly canPublishSources: readonly string[];
}

/** A published track of audio or video. */
export interface TrackSummary {
  readonly sid: string;
  readonly name: string;
  readonly kind: 'audio' | 'video' | 'data';
  /** Name of a TrackSource, as in `canPublishSources`. */
  readonly source: string;
  readonly muted: boolean;
}

/** One participant, as the server API lists it or as the room tells it. */
export interface ParticipantInfo {
  readonly identity: string;
  readonly sid: string;
  readonly name: string;
  readonly state: ParticipantState;
  readonly kind: ParticipantKind;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined where the room has not told it. */
  readonly permissions: Permissions | undefined;
  /** Epoch ms; 0 where unknown. */
  readonly joinedAtMs: number;
  readonly isPublisher: boolean;
  readonly tracks: readonly TrackSummary[];
}

/** How the console is in a room. */
export type SessionRole =
  | {
      readonly kind: 'observe';
      /** `agent` takes no seat and does not hold the room open; backends see an AGENT. `standard` does both. */
      readonly as: 'agent' | 'standard';
    }
  | {
      readonly kind: 'participate';
      readonly identity: string;
      readonly name: string;
      readonly metadata: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly canUpdateOwnMetadata: boolean;
    };

/** An open tab: the main process owns the list, the session page the connection. */
export interface Session {
  readonly id: string;
  readonly profileId: string;
  readonly room: string;
  readonly role: SessionRole;
  /** The identity in the token: chosen by the person, or random with the observer prefix. */
  readonly identity: string;
  /** True while the main process polls for the room to come (back), to join it then. */
  readonly waitingForRoom: boolean;
  /** Why it waits on, or why the waiting ended without a join: sentences for a person. Left out: nothing to say. */
  readonly waitNote?: string;
}

/** What the session page needs to join, and nothing more: no key, no secret, no room administration. */
export interface JoinGrant {
  readonly session: Session;
  /** ws:// or wss:// */
  readonly url: string;
  readonly token: string;
  /** True for a server on loopback: no STUN server must be asked then. */
  readonly loopback: boolean;
}

/** One step of something that takes long: finding or building the server, starting it, filling the room. */
export interface DemoState {
  readonly phase: 'stopped' | 'starting' | 'running' | 'failed';
  /** What goes on now, or what went wrong and what to do. */
  readonly message: string;
  readonly elapsedMs: number;
  /** Set while running. */
  readonly profileId: string | undefined;
  readonly room: string | undefined;
  readonly serverVersion: string | undefined;
}

/** The demo before it is started, and after it has ended. */
export const stoppedDemo: DemoState = {
  phase: 'stopped',
  message: '',
  elapsedMs: 0,
  profileId: undefined,
  room: undefined,
  serverVersion: undefined,
};

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly platform: string;
  /** True on the end-of-life runtime for demo and tests; views say so. */
  readonly compatRuntime: boolean;
  /** False where the system offers no keyring to encrypt secrets with. */
  readonly keyring: boolean;
  /** Demo asked for on the command line: the console opens straight into it. */
  readonly demo: boolean;
  /** A capture that the command line names, and the filter to show it with; empty: all rows. */
  readonly open?: { readonly path: string; readonly filter: string };
}

/** How much memory the logs of all open rooms may take together, MiB. */
export const memoryBudgetsMiB = [64, 128, 256, 512, 1_024, 2_048] as const;
export type MemoryBudgetMiB = (typeof memoryBudgetsMiB)[number];
export const memoryBudgetDefaultMiB = 256;

/** What became of a session, for the status line, for recordings and for restarts. Counts are messages since joining. */
export interface SessionReport {
  readonly sessionId: string;
  readonly state: ConnectionState;
  readonly participants: number;
  readonly reliable: number;
  readonly lossy: number;
  readonly other: number;
  /** Empty until the server has told it. */
  readonly roomSid: string;
  /** From the join response; empty before. */
  readonly serverVersion: string;
  /** As `serverVersion`; a server of one's own may have none. Left out: not told. */
  readonly serverRegion?: string | undefined;
  /** Wall clock minus the clock that stamps packets, ms. */
  readonly clockOffsetMs: number;
  readonly completeness: ReportedCompleteness;
  /** Times without a connection since the session began. */
  readonly gaps: number;
  /**
   * Since when nothing may be received though the room may go on, epoch ms by the clock that stamps packets; left out:
   * it is received, or the room is over.
   */
  readonly interruptedSinceMs?: number | undefined;
}

/** Of `Completeness` in renderer/session/protocol.ts, whose comments hold; `mismatch`: a difference that stayed. */
export interface ReportedCompleteness {
  readonly received: number;
  readonly sent: number;
  readonly browserReceived?: number | undefined;
  readonly browserSent?: number | undefined;
  readonly sampledReceived: number;
  readonly sampledSent: number;
  readonly unverified: number;
  readonly mismatch: boolean;
  readonly behind: number;
  readonly unlogged: number;
  /**
   * Times that the signal was lost and resumed with the data channels as they were: whether they carried all that was
   * sent meanwhile, nobody can tell. Left out: none.
   */
  readonly resumes?: number | undefined;
}

/**
 * joining: not connected yet. resuming: the signal is lost, the data channels stay. rejoining: everything is built
 * anew, what passes meanwhile is not seen. disconnected: over, with a reason.
 */
export const connectionStates = ['joining', 'connected', 'resuming', 'rejoining', 'disconnected'] as const;
export type ConnectionState = (typeof connectionStates)[number];

export type DataKind = 'reliable' | 'lossy';

/** One simulated participant's token for the simulator page. */
export interface SimulationGrant {
  readonly url: string;
  readonly room: string;
  readonly participants: readonly { readonly identity: string; readonly token: string; readonly part: SimulationPart }[];
}

/** What a simulated participant does: see renderer/probe/simulator. */
export const simulationParts = ['host', 'guest', 'sensor', 'rule-breaker'] as const;
export type SimulationPart = (typeof simulationParts)[number];
