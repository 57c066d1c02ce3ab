import { SessionTap } from './session-tap.ts';
import type { TapHandle, TapPlatform, TapSink } from './tap-handle.ts';
import type { TappedConnection } from './tapped-connection.ts';
import { WireClock } from './wire-clock.ts';

/**
 * What a session passes as `rtcConfig`: livekit-client hands it to each connection it makes, those of a full
 * reconnect included, and the browser ignores the member it does not know.
 */
export interface TappedConfiguration extends RTCConfiguration {
  readonly tapId: string;
}

export interface WireTap {
  /**
   * From now on, connections that are made with this `tapId` are recorded. An id that is attached already is a bug
   * and throws.
   */
  attach(tapId: string, sink: TapSink): TapHandle;
  /** Epoch ms by the clock that the records are stamped with, for what stands beside them in the log. */
  now(): number;
}

/** Where RTCPeerConnection is looked up: `window`. */
export interface TapScope {
  RTCPeerConnection: typeof RTCPeerConnection;
}

/**
 * Replaces `scope.RTCPeerConnection` by a subclass that records every message on each data channel it creates or is
 * handed. Has to run before livekit-client is imported. Connections without `tapId` behave as before.
 */
export function installTap(scope: TapScope, platform: TapPlatform = browserPlatform()): WireTap {
  const sessions = new Map<string, SessionTap>();
  const Original = scope.RTCPeerConnection;

  scope.RTCPeerConnection = class RTCPeerConnection extends Original {
    readonly #tapped: TappedConnection | undefined;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      const tapId = tapIdOf(configuration);
      this.#tapped = tapId === undefined ? undefined : sessions.get(tapId)?.watch(this);
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      this.#tapped?.listenOn(channel);
      return channel;
    }
  };

  return {
    attach(tapId, sink) {
      if (sessions.has(tapId)) throw new Error(`the tap "${tapId}" is attached already`);
      const session = new SessionTap({ ...platform, sink, onDetach: () => sessions.delete(tapId) });
      sessions.set(tapId, session);
      return session;
    },
    now() {
      platform.clock.anchor();
      return platform.clock.now();
    },
  };
}

function tapIdOf(configuration: RTCConfiguration | undefined): string | undefined {
  if (!configuration || !('tapId' in configuration)) return undefined;
  return typeof configuration.tapId === 'string' ? configuration.tapId : undefined;
}

function browserPlatform(): TapPlatform {
  return {
    clock: new WireClock({
      monotonic: () => performance.now(),
      wall: () => Date.now(),
      origin: performance.timeOrigin,
    }),
  };
}
