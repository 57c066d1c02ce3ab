import type { Profile, RoomList, RoomSummary } from '../../../electron/contract/domain.ts';
import type { Events, EventName } from '../../../electron/contract/events.ts';
import type { PortHeader } from '../../../electron/contract/ports.ts';
import type { RequestInput, RequestName, RequestOutput } from '../../../electron/contract/requests.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { refused } from '../../../electron/contract/result.ts';
import type { Listen, ListenPort, Request } from '../../../renderer/bridge.ts';

type Answer<N extends RequestName> = Result<RequestOutput<N>> | Promise<Result<RequestOutput<N>>>;
export type Handlers = { [N in RequestName]?: (input: RequestInput<N>) => Answer<N> };

/** The main process as a page sees it: answers by `handlers`, which a test may change, and what was asked. */
export class FakeBridge {
  readonly asked: { readonly name: RequestName; readonly input: unknown }[] = [];
  readonly handlers: Handlers;
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #portListeners = new Set<(header: PortHeader, port: MessagePort) => void>();

  constructor(handlers: Handlers = {}) {
    this.handlers = handlers;
  }

  readonly request: Request = (async (name: RequestName, input: unknown) => {
    this.asked.push({ name, input });
    // One handler for each name, but TypeScript cannot follow the name from the key to the argument.
    const handler = this.handlers[name] as ((input: unknown) => Answer<RequestName>) | undefined;
    return handler?.(input) ?? refused('not-faked', `${name} is not faked`);
  }) as Request;

  readonly on: Listen = (name, listener) => {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  };

  readonly onPort: ListenPort = (listener) => {
    this.#portListeners.add(listener);
    return () => this.#portListeners.delete(listener);
  };

  emit<N extends EventName>(name: N, payload: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (payload: Events[N]) => void)(payload);
  }

  sendPort(header: PortHeader, port: MessagePort): void {
    for (const listener of this.#portListeners) listener(header, port);
  }

  /** What was asked under a name, in order. */
  inputs(name: RequestName): unknown[] {
    return this.asked.filter((call) => call.name === name).map((call) => call.input);
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, listeners) => sum + listeners.size, this.#portListeners.size);
  }
}

export function makeProfile(given: Partial<Profile> = {}): Profile {
  return {
    id: 'p1',
    name: 'Clinic EU',
    url: 'wss://livekit.eu.clinic.example',
    apiKey: 'APIq7RkM2xVb4nT',
    colour: 'red',
    label: 'production',
    source: 'saved',
    readOnly: false,
    secretPlace: 'keyring',
    ...given,
  };
}

export function makeRoom(name: string, given: Partial<RoomSummary> = {}): RoomSummary {
  return {
    sid: `RM_${name}`,
    name,
    numParticipants: 0,
    numPublishers: 0,
    createdAtMs: 0,
    metadata: '',
    emptyTimeoutS: 300,
    departureTimeoutS: 20,
    maxParticipants: 0,
    activeRecording: false,
    ...given,
  };
}

export function makeList(...rooms: RoomSummary[]): RoomList {
  return { rooms, latencyMs: 18, listedAtMs: 0 };
}
