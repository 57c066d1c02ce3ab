import type { DemoState } from '../../electron/contract/domain.ts';
import { stoppedDemo } from '../../electron/contract/domain.ts';
import type { Listen, Request } from '../bridge.ts';

/** The local server with its talking room, as far as it has come. */
export class DemoProgress {
  state = $state.raw<DemoState>(stoppedDemo);
  readonly #request: Request;
  readonly #on: Listen;

  constructor(bridge: { request: Request; on: Listen }) {
    this.#request = bridge.request;
    this.#on = bridge.on;
  }

  /** Returns the unsubscribe. */
  start(): () => void {
    let told = false;
    const stop = this.#on('demoChanged', (state) => {
      told = true;
      this.state = state;
    });
    void this.#request('getDemo').then((result) => {
      if (result.ok && !told) this.state = result.value;
    });
    return stop;
  }

  /** Starts server and room; how it goes comes as `state`. */
  async run(): Promise<void> {
    this.state = { ...stoppedDemo, phase: 'starting', message: 'Looking for a livekit-server' };
    const result = await this.#request('startDemo');
    this.state = result.ok ? result.value : { ...stoppedDemo, phase: 'failed', message: result.message };
  }

  async end(): Promise<void> {
    const result = await this.#request('stopDemo');
    if (result.ok) this.state = result.value;
  }
}
