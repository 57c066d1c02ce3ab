import { SvelteMap } from 'svelte/reactivity';
import type { OpenCapture } from '../../electron/contract/captures.ts';
import type { Listen, Request } from '../bridge.ts';
import type { KeyValueStore } from '../ui/stored.ts';
import { CaptureTabState } from './open-capture.svelte.ts';

interface OpenCapturesOptions {
  readonly request: Request;
  readonly on: Listen;
  readonly store: KeyValueStore;
  /** A tab is about to go. */
  readonly onGone: (captureId: string) => void;
}

/** The captures that are open in tabs; each is joined to its log as it is added. */
export class OpenCaptures {
  /** By id, in the order of their tabs. */
  readonly byId = new SvelteMap<string, CaptureTabState>();
  readonly #options: OpenCapturesOptions;

  constructor(options: OpenCapturesOptions) {
    this.#options = options;
  }

  start(): () => void {
    const stop = this.#options.on('openCapturesChanged', (captures) => this.#take(captures));
    return () => {
      stop();
      for (const tab of this.byId.values()) tab.dispose();
    };
  }

  /** Those that were open before this page began. */
  async read(): Promise<void> {
    const result = await this.#options.request('listOpenCaptures');
    if (result.ok) this.#take(result.value);
  }

  add(capture: OpenCapture): CaptureTabState {
    const known = this.byId.get(capture.id);
    if (known !== undefined) {
      known.capture = capture;
      return known;
    }
    const tab = new CaptureTabState(capture, this.#options.store);
    this.byId.set(capture.id, tab);
    void this.#connectLog(tab);
    return tab;
  }

  remove(captureId: string): void {
    const tab = this.byId.get(captureId);
    if (tab === undefined) return;
    this.#options.onGone(captureId);
    this.byId.delete(captureId);
    tab.dispose();
  }

  /** A new session page has new workers, which read the captures anew. */
  connectLogs(): void {
    for (const tab of this.byId.values()) void this.#connectLog(tab);
  }

  #take(captures: readonly OpenCapture[]): void {
    for (const id of [...this.byId.keys()]) if (!captures.some((capture) => capture.id === id)) this.remove(id);
    for (const capture of captures) this.add(capture);
  }

  async #connectLog(tab: CaptureTabState): Promise<void> {
    const result = await this.#options.request('connectTrafficPort', { sessionId: tab.id });
    tab.logProblem = result.ok ? undefined : result.message;
  }
}
