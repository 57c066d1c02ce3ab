import type { LogMessage, ViewMessage } from '../../protocol/index.ts';
import type { ShownRows } from '../filter/shown-rows.ts';
import type { SessionLog } from '../session-log.ts';

export type RowAction = Extract<ViewMessage, { readonly type: 'mark' | 'copy' | 'names' }>;

interface RowActionsOptions {
  readonly session: SessionLog;
  readonly shown: () => ShownRows;
  readonly post: (message: LogMessage) => void;
}

/** What a view does with rows besides showing them: marks them, copies them, asks for the names in them. */
export class RowActions {
  readonly #options: RowActionsOptions;

  constructor(options: RowActionsOptions) {
    this.#options = options;
  }

  take(message: RowAction): void {
    void message;
    void this.#options;
  }
}
