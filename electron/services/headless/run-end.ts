import type { ExitCode } from './exit-codes.ts';
import type { Summary } from './summary.ts';

/** How a run ended. */
export interface RunEnd {
  readonly exitCode: ExitCode;
  /** Undefined: it never began, and `words` say why. */
  readonly summary: Summary | undefined;
  /** For standard error. */
  readonly words: readonly string[];
}

/** Why a run was over. */
export type RunOver =
  /** A signal, or whoever started it is gone. */
  | { readonly why: 'asked' }
  /** `--for` or `--within` has passed. */
  | { readonly why: 'time' }
  /** Enough rows matched. */
  | { readonly why: 'met' }
  /** The reader of standard output is gone. */
  | { readonly why: 'closed' }
  | { readonly why: 'problem'; readonly message: string }
  | { readonly why: 'usage'; readonly message: string };
