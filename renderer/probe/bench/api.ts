/** What the scripts of the benchmarks offer to whoever drives them, on `window`. The application has none of it. */

/** One participant that counts what livekit-client gives it, and does nothing else: the reference. */
export interface BareApi {
  join(url: string, token: string): Promise<void>;
  counts(): BareCounts;
  reset(): void;
}

export interface BareCounts {
  readonly received: number;
  /** How many there were with the last one that was timed: one in some dozens is. */
  readonly timed: number;
  /** Ms with µs, of the first message and the last one that was timed; 0 before the first. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** One participant that sends on the raw data channels, as fast as they take it. */
export interface FloodApi {
  join(url: string, token: string): Promise<void>;
  flood(plan: FloodPlan): Promise<FloodDone>;
  /** Ends a flood before its time. */
  stop(): void;
}

export interface FloodPlan {
  readonly kind: 'reliable' | 'lossy';
  /** Bytes of the user payload; envelope and sequence come on top. */
  readonly payloadBytes: number;
  readonly durationMs: number;
}

export interface FloodDone {
  /** Messages that the channel took. */
  readonly sent: number;
  /** Until the channel's buffer had run empty. */
  readonly ms: number;
}

/** In the session page: messages at the tap's boundary, as events of real data channels of a tapped connection. */
export interface InjectorApi {
  /** `tapId`: the session's id. */
  attach(tapId: string): void;
  /** `count` packets of 200 bytes at `perSecond`; resolves when all were handed over. */
  rows(plan: { readonly count: number; readonly perSecond: number }): Promise<Injected>;
  /** `count` malformed or extreme packets. */
  fuzz(plan: { readonly count: number; readonly seed: number }): Promise<Fuzzed>;
  /** Packets as large as they come, each hard to show in another way; answers what they are, in their order. */
  extremes(): Promise<readonly string[]>;
}

export interface Injected {
  readonly injected: number;
  readonly ms: number;
}

export interface Fuzzed extends Injected {
  readonly byKind: Readonly<Record<string, number>>;
}

/** In any page: how smoothly it runs, and whether something went wrong in it. */
export interface WatchApi {
  start(): void;
  stop(): Watched;
}

export interface Watched {
  /** Ms between frames, in order; empty in a page that draws none. */
  readonly frames: readonly number[];
  /** Ms of each task over 50 ms (PerformanceObserver `longtask`). */
  readonly longTasks: readonly number[];
  /** Exceptions and rejections that nobody caught since the script was loaded. */
  readonly errors: readonly string[];
}

declare global {
  interface Window {
    benchBare: BareApi;
    benchFlood: FloodApi;
    benchInjector: InjectorApi;
    benchWatch: WatchApi;
    /** Ms from an input to the frame with its first matches; undefined: they did not come. */
    benchMatch: Promise<number | undefined>;
  }
}
