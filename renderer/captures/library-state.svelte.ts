import type { CaptureInfo } from '../../electron/contract/captures.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Listen, Request } from '../bridge.ts';

/** The captures of this machine: what was recorded here, and what was opened. */
export class LibraryState {
  readonly #request: Request;
  readonly #on: Listen;
  #list = $state.raw<readonly CaptureInfo[] | undefined>(undefined);
  #problem = $state<string>();

  constructor(options: { readonly request: Request; readonly on: Listen }) {
    this.#request = options.request;
    this.#on = options.on;
  }

  /** Undefined until they are read. */
  get list(): readonly CaptureInfo[] | undefined {
    return this.#list;
  }

  /** Why there is no list. */
  get problem(): string | undefined {
    return this.#problem;
  }

  find(path: string): CaptureInfo | undefined {
    return this.#list?.find((capture) => capture.path === path);
  }

  start(): () => void {
    const stop = this.#on('capturesChanged', (captures) => {
      this.#list = captures;
      this.#problem = undefined;
    });
    void this.read();
    return stop;
  }

  async read(): Promise<void> {
    const result = await this.#request('listCaptures');
    if (result.ok) this.#list = result.value;
    this.#problem = result.ok ? undefined : result.message;
  }

  async rename(path: string, name: string): Promise<Result<CaptureInfo>> {
    const result = await this.#request('renameCapture', { path, name });
    if (result.ok) this.#list = this.#list?.map((capture) => (capture.path === path ? result.value : capture));
    return result;
  }

  async remove(path: string): Promise<Result<undefined>> {
    const result = await this.#request('deleteCapture', { path });
    if (result.ok) this.#list = this.#list?.filter((capture) => capture.path !== path);
    return result;
  }
}
