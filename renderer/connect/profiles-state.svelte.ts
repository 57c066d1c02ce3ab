import type { Profile } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { Listen, Request } from '../bridge.ts';

/** The servers this console knows, as the main process keeps them. */
export class ProfilesState {
  /** Undefined until they were read. */
  list = $state.raw<readonly Profile[] | undefined>();
  /** Why they could not be read. */
  problem = $state<string>();
  readonly #request: Request;
  readonly #on: Listen;

  constructor(bridge: { request: Request; on: Listen }) {
    this.#request = bridge.request;
    this.#on = bridge.on;
  }

  /** Listens first and reads then, so that no change falls between; returns the unsubscribe. */
  start(): () => void {
    const stop = this.#on('profilesChanged', (profiles) => (this.list = profiles));
    void this.#read();
    return stop;
  }

  find(id: string | undefined): Profile | undefined {
    return this.list?.find((profile) => profile.id === id);
  }

  /** Changes the name alone; the secret stays where it is. */
  async rename(profile: Profile, name: string): Promise<Result<Profile>> {
    const { id, url, apiKey, colour, label, readOnly, secretPlace } = profile;
    const withoutKeyring = secretPlace === 'file' ? 'file' : 'memory';
    return this.#request('saveProfile', { id, name, url, apiKey, colour, label, readOnly, withoutKeyring });
  }

  remove(profile: Profile): Promise<Result<undefined>> {
    return this.#request('removeProfile', { id: profile.id });
  }

  async #read(): Promise<void> {
    const result = await this.#request('listProfiles');
    if (result.ok) this.list ??= result.value;
    else this.problem = result.message;
  }
}
