import { demoRoom, demoRoomMetadata } from './demo-cast.ts';
import type { LivekitApi } from './livekit-api.ts';

export interface DemoBackendOptions {
  readonly api: Pick<LivekitApi, 'updateRoomMetadata'>;
  /** Runs once after so many ms; the function returned takes that back. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

/** Often enough to be seen in the first minute, rare enough to stay an event. */
const everyMs = 15_000;

/**
 * The part of the demo that only a backend can play: room metadata is changed through the server API alone. Its queue
 * grows and shrinks; a change that fails is left out.
 */
export class DemoBackend {
  readonly #options: DemoBackendOptions;
  #cancel: (() => void) | undefined;
  #turn = 0;

  constructor(options: DemoBackendOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#cancel = this.#options.schedule(() => {
      this.#turn += 1;
      void this.#options.api.updateRoomMetadata(demoRoom, demoRoomMetadata(3 + (this.#turn % 5)));
      this.start();
    }, everyMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
