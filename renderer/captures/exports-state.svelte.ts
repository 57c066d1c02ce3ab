import type { ExportOptions, ExportState } from '../../electron/contract/captures.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Listen, Request } from '../bridge.ts';

interface ExportsOptions {
  readonly request: Request;
  readonly on: Listen;
  /** One that this page saw running has ended, however: told once for each. */
  readonly onEnd: (state: ExportState) => void;
}

/** The exports under way. */
export class ExportsState {
  readonly #options: ExportsOptions;
  #list = $state.raw<readonly ExportState[]>([]);
  readonly #begun = new Set<string>();

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  get running(): readonly ExportState[] {
    return this.#list.filter(({ state }) => state === 'running');
  }

  start(): () => void {
    const stop = this.#options.on('exportsChanged', (states) => this.#take(states));
    void this.#options.request('listExports').then((result) => {
      if (result.ok && this.#list.length === 0) this.#take(result.value);
    });
    return stop;
  }

  async begin(options: ExportOptions): Promise<Result<ExportState>> {
    const result = await this.#options.request('exportRows', options);
    if (!result.ok) return result;
    this.#begun.add(result.value.id);
    // A small one may have ended, and been told of, before its beginning is answered.
    const told = this.#list.find(({ id }) => id === result.value.id);
    this.#take([...this.#list.filter(({ id }) => id !== result.value.id), told ?? result.value]);
    return result;
  }

  cancel(exportId: string): Promise<Result<ExportState>> {
    return this.#options.request('cancelExport', { exportId });
  }

  #take(states: readonly ExportState[]): void {
    this.#list = states;
    for (const state of states) {
      if (state.state === 'running') this.#begun.add(state.id);
      else if (this.#begun.delete(state.id)) this.#options.onEnd(state);
    }
  }
}
