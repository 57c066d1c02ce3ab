import type { ServerFacts } from '../../electron/contract/server-facts.ts';
import type { Listen, Request } from '../bridge.ts';

/** What the main process has learnt of the servers, as it stands now. */
export class ServerFactsState {
  /** A trial is under way for this profile. */
  trying = $state<string>();
  /** Why the last trial was not made. */
  problem = $state<string>();
  #known: ReadonlyMap<string, ServerFacts> = $state.raw(new Map());
  readonly #request: Request;
  readonly #on: Listen;

  constructor(options: { readonly request: Request; readonly on: Listen }) {
    this.#request = options.request;
    this.#on = options.on;
  }

  /** Listens; returns the stop. */
  start(): () => void {
    return this.#on('serverFactsChanged', (facts) => this.#take(facts));
  }

  /** Undefined before it was read. */
  of(profileId: string): ServerFacts | undefined {
    return this.#known.get(profileId);
  }

  async read(profileId: string): Promise<void> {
    this.problem = undefined;
    const result = await this.#request('getServerFacts', { profileId });
    if (result.ok) this.#take(result.value);
    else this.problem = result.message;
  }

  /** Creates two rooms and deletes them again: whoever calls this has asked the person before. */
  async tryMoveAndForward(profileId: string): Promise<void> {
    if (this.trying !== undefined) return;
    this.trying = profileId;
    this.problem = undefined;
    const result = await this.#request('tryMoveAndForward', { profileId });
    this.trying = undefined;
    if (result.ok) this.#take(result.value);
    else this.problem = result.message;
  }

  #take(facts: ServerFacts): void {
    this.#known = new Map([...this.#known, [facts.profileId, facts]]);
  }
}
