import type { ServerFacts, TriedCall } from '../contract/server-facts.ts';

export interface ServerFactsOptions {
  readonly onChanged: (facts: ServerFacts) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

const notTried: TriedCall = { state: 'not-tried', message: '', atMs: undefined };

/** What is known of each server: learnt from what happens anyway, kept in memory only. */
export class KnownServers {
  readonly #options: ServerFactsOptions;
  readonly #known = new Map<string, ServerFacts>();

  constructor(options: ServerFactsOptions) {
    this.#options = options;
  }

  of(profileId: string): ServerFacts {
    return this.#known.get(profileId) ?? { ...nothingKnown, profileId };
  }

  /** A join response was read; one without a version tells nothing. */
  learnJoin(profileId: string, { version, region }: { readonly version: string; readonly region: string }): void {
    const known = this.of(profileId);
    if (version === '' || (known.version === version && known.region === region)) return;
    this.#set({ ...known, version, region, toldAtMs: this.#options.now() });
  }

  learnUnmute(profileId: string, remoteUnmute: 'works' | 'refused'): void {
    const known = this.of(profileId);
    if (known.remoteUnmute !== remoteUnmute) this.#set({ ...known, remoteUnmute });
  }

  learnCalls(profileId: string, calls: Pick<ServerFacts, 'move' | 'forward'>): ServerFacts {
    const facts = { ...this.of(profileId), ...calls };
    this.#set(facts);
    return facts;
  }

  /** The profile is another server now, or none: what was learnt was of the one before. */
  forget(profileId: string): void {
    if (this.#known.delete(profileId)) this.#options.onChanged(this.of(profileId));
  }

  #set(facts: ServerFacts): void {
    this.#known.set(facts.profileId, facts);
    this.#options.onChanged(facts);
  }
}

const nothingKnown: ServerFacts = {
  profileId: '',
  version: '',
  region: '',
  toldAtMs: undefined,
  remoteUnmute: 'not-tried',
  move: notTried,
  forward: notTried,
};
