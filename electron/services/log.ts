import { terminalText } from './terminal-text.ts';

/** What must never be written anywhere, wherever it comes from: tokens by their shape, secrets by their value. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** From now on this value is left out of everything that passes. Very short ones would eat ordinary words. */
  hide(secret: string): void {
    if (secret.length >= 6) this.#secrets.add(secret);
  }

  redact(text: string): string {
    // A JWT's header is JSON, so its base64 begins with `eyJ`; servers echo whole tokens in their errors.
    let clean = text.replace(/eyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?/g, '[token]');
    for (const secret of this.#secrets) clean = clean.split(secret).join('[secret]');
    return clean;
  }
}

export interface LogOptions {
  /** Takes a line without its end. */
  readonly write: (line: string) => void;
  readonly redactor: Redactor;
  /** False: only warnings and errors. */
  readonly verbose: boolean;
}

/**
 * The main process's log, for whoever looks after the app. info: once for each change in the life of something; warn:
 * it goes on, but not as meant; error: something is lost or a bug. Never a payload, never metadata.
 */
export class Log {
  readonly #options: LogOptions;

  constructor(options: LogOptions) {
    this.#options = options;
  }

  info(message: string): void {
    if (this.#options.verbose) this.#write('', message);
  }

  warn(message: string): void {
    this.#write('warning: ', message);
  }

  error(message: string, error?: unknown): void {
    this.#write('error: ', error === undefined ? message : `${message}: ${describe(error)}`);
  }

  #write(level: string, message: string): void {
    this.#options.write(terminalText(this.#options.redactor.redact(`room-console: ${level}${message}`)));
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? `${error.name}: ${error.message}`;
}
