import type { SimulationGrant } from '../contract/domain.ts';

export interface SimulatorOptions {
  /** The hidden page of the simulated participants. */
  readonly page: { readonly isReady: boolean; open(): void; close(): void };
  readonly send: (grant: SimulationGrant) => void;
}

/** What is played in the hidden page now: given to it as soon as it runs, and again when it had to be restarted. */
export class Simulator {
  readonly #options: SimulatorOptions;
  #grant: SimulationGrant | undefined;

  constructor(options: SimulatorOptions) {
    this.#options = options;
  }

  play(grant: SimulationGrant): void {
    this.#grant = grant;
    if (this.#options.page.isReady) this.#options.send(grant);
    else this.#options.page.open();
  }

  stop(): void {
    this.#grant = undefined;
    this.#options.page.close();
  }

  handlePageReady(): void {
    if (this.#grant !== undefined) this.#options.send(this.#grant);
  }

  /** URLs that the page needs to reach. */
  servers(): readonly string[] {
    return this.#grant === undefined ? [] : [this.#grant.url];
  }
}
