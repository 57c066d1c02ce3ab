import { rollingBufferDefault } from '../../electron/contract/captures.ts';
import type { RollingBuffer } from '../../electron/contract/captures.ts';
import type { Request } from '../bridge.ts';

/** The buffer on disk that is always on, if it is. */
export class RollingState {
  readonly #request: Request;
  #buffer = $state.raw<RollingBuffer>(rollingBufferDefault);

  constructor(request: Request) {
    this.#request = request;
  }

  get buffer(): RollingBuffer {
    return this.#buffer;
  }

  async read(): Promise<void> {
    const result = await this.#request('getRollingBuffer');
    if (result.ok) this.#buffer = result.value;
  }

  /** Resolves with why it is not so; undefined: it is. */
  async set(buffer: RollingBuffer): Promise<string | undefined> {
    const result = await this.#request('setRollingBuffer', buffer);
    if (!result.ok) return result.message;
    this.#buffer = result.value;
    return undefined;
  }
}
