import type { DemoState, RoomSummary, Session, SimulationGrant } from '../contract/domain.ts';
import { stoppedDemo } from '../contract/domain.ts';
import { ok } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { quote } from './api-errors.ts';
import type { Credentials } from './credentials.ts';
import { DemoBackend } from './demo-backend.ts';
import type { DemoBackendOptions } from './demo-backend.ts';
import { demoCast, demoRoom, demoRoomMetadata, tokenRequestOf } from './demo-cast.ts';
import type { JoinTokenRequest } from './join-tokens.ts';
import type { LivekitApi } from './livekit-api.ts';
import type { FindServerOptions, FoundServer } from './local-server/find-server.ts';
import type { LocalServerOptions, RunningServer, ServerExit } from './local-server/local-server.ts';
import type { Log } from './log.ts';
import type { Profiles } from './profiles.ts';
import type { SessionRegistry } from './session-registry.ts';

export interface DemoServer {
  start(): Promise<Result<RunningServer>>;
  stop(): Promise<void>;
}

type DemoApi = Pick<LivekitApi, 'createRoom' | 'updateRoomMetadata'>;

export interface DemoOptions {
  readonly findServer: (options: FindServerOptions) => Promise<Result<FoundServer>>;
  readonly makeServer: (options: LocalServerOptions) => DemoServer;
  readonly profiles: Pick<Profiles, 'addTransient' | 'removeTransient'>;
  readonly sessions: Pick<SessionRegistry, 'open' | 'rejoin' | 'list' | 'closeAllOf'>;
  readonly apiOf: (credentials: Credentials) => DemoApi;
  readonly mint: (credentials: Credentials, request: JoinTokenRequest) => Promise<string>;
  /** The hidden page that plays the participants. */
  readonly simulator: { play(grant: SimulationGrant): void; stop(): void };
  readonly schedule: DemoBackendOptions['schedule'];
  readonly onChanged: (state: DemoState) => void;
  readonly log: Log;
  /** Epoch or monotonic, ms. */
  readonly now: () => number;
}

/** So that the room outlives a break of its participants: an hour. */
const demoTimeoutS = 3_600;

/**
 * A real livekit-server on this machine with a live room, and the console in it as an observer. One at a time; its keys
 * are made for this run and forgotten with it.
 */
export class Demo {
  readonly #options: DemoOptions;
  #state: DemoState = stoppedDemo;
  #startedAt = 0;
  /** Of the run that goes on; a run whose controller is another one has been stopped. */
  #run: AbortController | undefined;
  #server: DemoServer | undefined;
  #backend: DemoBackend | undefined;
  #profileId: string | undefined;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  get state(): DemoState {
    return this.#state;
  }

  /** Begins, and answers at once: progress, success and failure come as changes of the state. */
  start(): DemoState {
    if (this.#state.phase === 'starting' || this.#state.phase === 'running') return this.#state;
    const run = new AbortController();
    this.#run = run;
    this.#startedAt = this.#options.now();
    this.#say('Looking for livekit-server');
    void this.#begin(run.signal)
      .then((result) => {
        if (this.#run !== run || result.ok) return undefined;
        return this.#fail(result.message);
      })
      .catch((error: unknown) => {
        this.#options.log.error('Bug while starting the demo', error);
        if (this.#run !== run) return undefined;
        return this.#fail('Something went wrong inside Room Console; its log has the details.');
      });
    return this.#state;
  }

  /** Ends simulation, sessions and server. Resolves when the server's process is gone. */
  async stop(): Promise<DemoState> {
    this.#run?.abort();
    this.#run = undefined;
    this.#backend?.stop();
    await this.#tearDown();
    this.#change(stoppedDemo);
    return this.#state;
  }

  async #begin(signal: AbortSignal): Promise<Result<undefined>> {
    const { findServer, makeServer, apiOf, profiles, simulator } = this.#options;
    const found = await findServer({
      signal,
      onProgress: ({ step, detail }) => this.#say(detail === undefined ? step : `${step}: ${detail}`),
    });
    if (!found.ok || signal.aborted) return found.ok ? ok(undefined) : found;
    this.#say(`Starting livekit-server ${found.value.version}`);
    // After a crash the same one starts again, on the same ports with the same keys: open tabs can go on.
    this.#server ??= makeServer({
      executable: found.value.path,
      onExit: (exit) => {
        if (!exit.expected) void this.#fail(exitMessage(exit));
      },
    });
    const running = await this.#server.start();
    if (!running.ok || signal.aborted) return running.ok ? ok(undefined) : running;
    const { url, apiKey, apiSecret } = running.value;
    const credentials = { url, apiKey, secret: apiSecret };

    this.#say('Creating the room and letting four participants in');
    const profileId = profiles.addTransient('local', 'This machine', credentials);
    this.#profileId = profileId;
    const created = await createDemoRoom(apiOf(credentials));
    if (!created.ok || signal.aborted) return created.ok ? ok(undefined) : created;
    const grant = await this.#grant(credentials);
    if (signal.aborted) return ok(undefined);
    simulator.play(grant);
    this.#backend = new DemoBackend({ api: apiOf(credentials), schedule: this.#options.schedule });
    this.#backend.start();
    const opened = await this.#observe(profileId);
    if (signal.aborted) this.#options.sessions.closeAllOf(profileId);
    if (!opened.ok || signal.aborted) return opened.ok ? ok(undefined) : opened;
    this.#change({
      phase: 'running',
      message: `livekit-server ${found.value.version} at ${new URL(url).host}, with a key made for this run`,
      elapsedMs: this.#elapsed(),
      profileId,
      room: demoRoom,
      serverVersion: found.value.version,
    });
    return ok(undefined);
  }

  async #grant(credentials: Credentials): Promise<SimulationGrant> {
    const participants = await Promise.all(
      demoCast.map(async (actor) => ({
        identity: actor.identity,
        token: await this.#options.mint(credentials, tokenRequestOf(actor)),
        part: actor.part,
      })),
    );
    return { url: credentials.url, room: demoRoom, participants };
  }

  /** Joins as an observer; in the tab that is there, if the server had only been away. */
  async #observe(profileId: string): Promise<Result<Session>> {
    const { sessions } = this.#options;
    const open = sessions.list().find((session) => session.profileId === profileId && session.room === demoRoom);
    if (open !== undefined) return sessions.rejoin(open.id, true);
    const role = { kind: 'observe', as: 'agent' } as const;
    return sessions.open({ profileId, room: demoRoom, role, takeOverIdentity: false });
  }

  /** Tabs stay open, with all that was received and typed; without one, nothing of the run stays. */
  async #fail(message: string): Promise<void> {
    this.#run?.abort();
    this.#run = undefined;
    this.#backend?.stop();
    this.#options.log.warn(`The demo failed: ${message}`);
    if (this.#options.sessions.list().some((session) => session.profileId === this.#profileId)) {
      this.#options.simulator.stop();
      await this.#server?.stop();
    } else {
      await this.#tearDown();
    }
    this.#change({ ...stoppedDemo, phase: 'failed', message, elapsedMs: this.#elapsed() });
  }

  async #tearDown(): Promise<void> {
    const { simulator, sessions, profiles } = this.#options;
    const server = this.#server;
    const profileId = this.#profileId;
    this.#server = undefined;
    this.#profileId = undefined;
    simulator.stop();
    if (profileId !== undefined) {
      sessions.closeAllOf(profileId);
      profiles.removeTransient(profileId);
    }
    await server?.stop();
  }

  #say(message: string): void {
    this.#change({ ...stoppedDemo, phase: 'starting', message, elapsedMs: this.#elapsed() });
  }

  #elapsed(): number {
    return this.#options.now() - this.#startedAt;
  }

  #change(state: DemoState): void {
    this.#state = state;
    this.#options.onChanged(state);
  }
}

/** Where a client that reconnects was faster than we, the room is there already, but bare. */
async function createDemoRoom(api: DemoApi): Promise<Result<RoomSummary>> {
  const created = await api.createRoom({
    room: demoRoom,
    metadata: demoRoomMetadata(3),
    emptyTimeoutS: demoTimeoutS,
    departureTimeoutS: demoTimeoutS,
  });
  if (created.ok || created.reason !== 'room-exists') return created;
  return api.updateRoomMetadata(demoRoom, demoRoomMetadata(3));
}

function exitMessage({ code, signal, tail }: ServerExit): string {
  const how = signal === null ? `ended by itself (exit code ${code ?? 'unknown'})` : `was ended by ${signal}`;
  // Its ordinary lines of before the end explain nothing.
  const reason = tail.filter((line) => /\b(ERROR|WARN|panic|fatal)\b/i.test(line)).at(-1);
  return `The local server ${how}${reason === undefined ? '' : `; it said: ${quote(reason)}`}. Start the demo again.`;
}
