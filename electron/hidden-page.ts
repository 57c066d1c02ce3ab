import type { PageName } from './contract/pages.ts';
import type { Log } from './services/log.ts';

/** What a hidden page needs of its window; a BrowserWindow in the app, a fake in tests. */
export interface HiddenWindow {
  /** Called once when the page's process is gone. */
  onGone(listener: (reason: string) => void): void;
  destroy(): void;
}

export interface HiddenPageOptions {
  readonly page: PageName;
  readonly createWindow: () => HiddenWindow;
  readonly log: Log;
  /** Epoch or monotonic, ms. */
  readonly now: () => number;
}

/** A page that crashes at each start is not restarted faster than this, ms: 0.2 s, doubling, up to 10 s. */
const slowest = 10_000;
const fastest = 200;
/** A page that ran so long had recovered, ms. */
const healthyAfter = 60_000;

/** One hidden page: opened, awaited, started again when its process dies, closed. */
export class HiddenPage {
  /** Told when the page runs and listens; `again` after a crash or a reload: it knows nothing of before then. */
  onReady: (again: boolean) => void = () => undefined;
  /** Told when its process is gone and it is about to be started again. */
  onGone: () => void = () => undefined;
  readonly #options: HiddenPageOptions;
  #window: HiddenWindow | undefined;
  #ready = false;
  #wasReady = false;
  #openedAt = 0;
  #delay = fastest;
  #restart: ReturnType<typeof setTimeout> | undefined;
  readonly #waiting = new Set<(isReady: boolean) => void>();

  constructor(options: HiddenPageOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  open(): void {
    if (this.#window !== undefined) return;
    this.#openedAt = this.#options.now();
    const window = this.#options.createWindow();
    this.#window = window;
    window.onGone((reason) => this.#handleGone(window, reason));
  }

  close(): void {
    clearTimeout(this.#restart);
    this.#restart = undefined;
    this.#ready = false;
    this.#wasReady = false;
    this.#window?.destroy();
    this.#window = undefined;
    this.#settle(false);
  }

  /** The page said that it runs. */
  handleAnnounced(): void {
    const again = this.#wasReady;
    this.#ready = true;
    this.#wasReady = true;
    this.onReady(again);
    this.#settle(true);
  }

  /** True once the page runs; false when it is closed or the signal fires first. */
  whenReady(signal: AbortSignal): Promise<boolean> {
    if (this.#ready) return Promise.resolve(true);
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isReady: boolean): void => {
        signal.removeEventListener('abort', giveUp);
        this.#waiting.delete(settle);
        resolve(isReady);
      };
      const giveUp = (): void => settle(false);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(settle);
    });
  }

  #handleGone(window: HiddenWindow, reason: string): void {
    if (window !== this.#window) return;
    this.#ready = false;
    this.#window = undefined;
    window.destroy();
    if (this.#options.now() - this.#openedAt >= healthyAfter) this.#delay = fastest;
    const { page, log } = this.#options;
    log.error(`The ${page} page ended (${reason}). It is started again in ${this.#delay / 1_000} s.`);
    this.#restart = setTimeout(() => this.open(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, slowest);
    this.onGone();
  }

  #settle(isReady: boolean): void {
    for (const settle of [...this.#waiting]) settle(isReady);
  }
}
