/** Where lines go: standard output, or a list in a test. */
export interface LineSink {
  write(text: string): void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Nothing is said of what is over before anybody would wonder. */
const SILENT_MS = 600;
/** Without a terminal a line is for ever: one in this time is enough to show that it goes on. */
const LINE_EVERY_MS = 10_000;
const REDRAW_MS = 200;

/**
 * Tells a person what takes long: a line when it starts, how far it is, and how long it took.
 *
 * In a terminal the line is redrawn; in a log there is one at the start, one every ten seconds and one at the end.
 */
export class StepPrinter {
  readonly #sink: LineSink;
  readonly #now: () => number;

  constructor(options: { readonly sink?: LineSink; readonly now?: () => number } = {}) {
    this.#sink = options.sink ?? process.stdout;
    this.#now = options.now ?? Date.now;
  }

  /** A line by itself. */
  note(line: string): void {
    this.#sink.write(`${line}\n`);
  }

  /**
   * Runs `work` and shows it as `title`; `work` may report its progress.
   * A refused `Result` is shown as a failure, as a rejection is.
   * @param since when the work began, if that was before it is shown
   */
  async run<T>(
    title: string,
    work: (progress: (detail: string) => void) => Promise<T>,
    since: number = this.#now(),
  ): Promise<T> {
    const startedAt = since;
    const elapsed = (): string => duration(this.#now() - startedAt);
    const tty = this.#sink.isTTY === true;
    let detail = '';
    let shown = false;
    let lastLineAt = startedAt;

    const draw = (): void => {
      const rest = detail === '' ? '' : ` · ${detail}`;
      const line = `▸ ${title} … ${elapsed()}${rest}`;
      this.#sink.write(`\r\u001B[K${cut(line, (this.#sink.columns ?? 80) - 1)}`);
    };
    const tick = (): void => {
      const now = this.#now();
      if (now - startedAt < SILENT_MS) return;
      if (tty) {
        shown = true;
        draw();
      } else if (!shown) {
        shown = true;
        lastLineAt = now;
        this.note(`▸ ${title} …`);
      } else if (now - lastLineAt >= LINE_EVERY_MS) {
        lastLineAt = now;
        this.note(`  ${title}: ${elapsed()}${detail === '' ? '' : `, ${detail}`}`);
      }
    };
    const end = (mark: string): void => {
      if (shown) this.#sink.write(`${tty ? '\r\u001B[K' : ''}${mark} ${title} · ${elapsed()}\n`);
    };
    const timer = setInterval(tick, REDRAW_MS);
    try {
      const value = await work((text) => {
        detail = text;
      });
      end(isRefusal(value) ? '✗' : '✓');
      return value;
    } catch (error) {
      end('✗');
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}

/** `0.8 s`, `12 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Whether a value is a `Result` that is not ok. */
function isRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, Math.max(columns - 1, 1))}…`;
}
