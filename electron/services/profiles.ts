import type { Profile, ProfileSource, SecretPlace } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import type { RequestInput } from '../contract/requests.ts';
import { mendServerUrl } from '../contract/server-url.ts';
import type { Credentials } from './credentials.ts';
import type { Log } from './log.ts';
import type { ProfileStore, StoredProfile } from './profile-file.ts';
import type { SecretVault, StoredSecret } from './secret-vault.ts';

export interface ProfilesOptions {
  readonly store: ProfileStore;
  readonly vault: SecretVault;
  readonly newId: () => string;
  /** The whole list, after each change. */
  readonly onChanged: (profiles: readonly Profile[]) => void;
  readonly log: Log;
}

/** Ids of the profiles that no file holds. */
export const environmentProfileId = 'environment';
export const localProfileId = 'local';

interface Entry extends StoredProfile {
  readonly source: ProfileSource;
}

/** What becomes of a secret: what the file holds of it, or the secret itself where it is for this run only. */
interface KeptSecret {
  readonly stored: StoredSecret | undefined;
  readonly inMemory: string | undefined;
}

/** The servers the console knows: saved ones, the environment's, and the local one while the demo runs. */
export class Profiles {
  readonly #options: ProfilesOptions;
  #saved: readonly StoredProfile[] = [];
  readonly #transient = new Map<string, Entry>();
  /** Changes come one after the other: each reads the list that the one before it wrote. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** Reads the saved ones; once, at start. */
  async load(): Promise<void> {
    this.#saved = await this.#options.store.read();
  }

  list(): readonly Profile[] {
    return this.#entries().map((entry) => this.#toProfile(entry));
  }

  /**
   * Adds a profile or changes a saved one. Refused: `bad-url`, `bad-input` (empty key; no secret for a new profile, or
   * for another host than the one it was entered for), `profile-not-found`, `not-editable`, `not-saved` (the disk says
   * no). A saved one may be changed though its secret is missing; where the person chose another place for the secret,
   * it moves there, typed or not.
   */
  save(input: RequestInput<'saveProfile'>): Promise<Result<Profile>> {
    return this.#inTurn(async () => {
      const { id } = input;
      const before = this.#saved.find((profile) => profile.id === id);
      if (id !== undefined && this.#transient.has(id)) return notEditable;
      if (id !== undefined && before === undefined) return notFound;
      const url = mendServerUrl(input.url);
      if (!url.ok) return url;
      const apiKey = input.apiKey.trim();
      if (apiKey === '') return refused('bad-input', 'The API key is empty. LiveKit’s keys look like APIxxxxxxxx.');
      const secret = input.secret?.trim() ?? '';
      if (secret === '' && before === undefined) {
        return refused('bad-input', 'The API secret is empty. It stands beside the key in LiveKit’s settings.');
      }
      // Also one that cannot be read at present: the keyring that locked it may come back.
      const hadSecret = before !== undefined && (before.secret !== undefined || this.#placeOf(before) !== 'missing');
      if (secret === '' && hadSecret && !isSameHost(before.url, url.value)) return secretForOtherHost;
      const profileId = before?.id ?? this.#options.newId();
      const { withoutKeyring } = input;
      const kept = secret === '' ? this.#kept(before, withoutKeyring) : this.#sealed(secret, withoutKeyring);
      const profile: StoredProfile = {
        id: profileId,
        name: input.name.trim() === '' ? new URL(url.value).host : input.name.trim(),
        url: url.value,
        apiKey,
        colour: input.colour,
        label: input.label.trim(),
        readOnly: input.readOnly,
        ...(kept.stored === undefined ? {} : { secret: kept.stored }),
      };
      const others = this.#saved.filter((other) => other.id !== profileId);
      const position = before === undefined ? others.length : this.#saved.indexOf(before);
      const list = [...others.slice(0, position), profile, ...others.slice(position)];
      const written = await this.#write(list, () => {
        if (kept.inMemory === undefined) this.#options.vault.forget(profileId);
        else this.#options.vault.keepInMemory(profileId, kept.inMemory);
      });
      return written.ok ? ok(this.#toProfile({ ...profile, source: 'saved' })) : written;
    });
  }

  /** Refused: `profile-not-found`, `not-editable`, `not-saved`. */
  remove(id: string): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      if (this.#transient.has(id)) return notEditable;
      if (!this.#saved.some((profile) => profile.id === id)) return notFound;
      const rest = this.#saved.filter((profile) => profile.id !== id);
      return this.#write(rest, () => this.#options.vault.forget(id));
    });
  }

  /** A profile for this run only: the environment's or the local server's. */
  addTransient(source: 'environment' | 'local', name: string, credentials: Credentials): string {
    const id = source === 'environment' ? environmentProfileId : localProfileId;
    const { url, apiKey, secret } = credentials;
    this.#options.vault.keepInMemory(id, secret);
    this.#transient.set(id, { id, name, url, apiKey, colour: 'none', label: '', readOnly: false, source });
    this.#options.onChanged(this.list());
    return id;
  }

  removeTransient(id: string): void {
    if (!this.#transient.delete(id)) return;
    this.#options.vault.forget(id);
    this.#options.onChanged(this.list());
  }

  /**
   * Those of a profile, for another URL and key that somebody typed but did not save yet.
   * Refused also as `bad-input` where they would go to another host.
   */
  credentialsFor(id: string, typed: { readonly url: string; readonly apiKey: string }): Result<Credentials> {
    const stored = this.credentials(id);
    if (!stored.ok) return stored;
    return isSameHost(stored.value.url, typed.url) ? ok({ ...stored.value, ...typed }) : secretForOtherHost;
  }

  /** Refused: `profile-not-found`, `secret-missing`. Never to be sent to a page. */
  credentials(id: string): Result<Credentials> {
    const entry = this.#entries().find((candidate) => candidate.id === id);
    if (entry === undefined) return notFound;
    const secret = this.#options.vault.reveal(entry.id, entry.secret);
    if (secret === undefined) {
      return refused(
        'secret-missing',
        `The API secret of “${entry.name}” is not there any more. Edit the profile and enter it again.`,
      );
    }
    return ok({ url: entry.url, apiKey: entry.apiKey, secret });
  }

  /** The servers that these sessions are on. */
  urlsOf(sessions: readonly { readonly profileId: string }[]): readonly string[] {
    return this.#entries()
      .filter((entry) => sessions.some((session) => session.profileId === entry.id))
      .map((entry) => entry.url);
  }

  #entries(): readonly Entry[] {
    return [...this.#transient.values(), ...this.#saved.map((profile) => ({ ...profile, source: 'saved' as const }))];
  }

  #toProfile(entry: Entry): Profile {
    const { id, name, url, apiKey, colour, label, readOnly, source } = entry;
    return { id, name, url, apiKey, colour, label, readOnly, source, secretPlace: this.#options.vault.placeOf(id, entry.secret) };
  }

  #placeOf(profile: StoredProfile): SecretPlace {
    return this.#options.vault.placeOf(profile.id, profile.secret);
  }

  #sealed(secret: string, withoutKeyring: 'memory' | 'file'): KeptSecret {
    const stored = this.#options.vault.seal(secret, withoutKeyring);
    return stored === undefined ? { stored, inMemory: secret } : { stored, inMemory: undefined };
  }

  /** Of a secret that was not typed again: as it is, unless the person wants it elsewhere or a keyring has come. */
  #kept(before: StoredProfile | undefined, withoutKeyring: 'memory' | 'file'): KeptSecret {
    if (before === undefined) return { stored: undefined, inMemory: undefined };
    const { vault } = this.#options;
    const secret = vault.reveal(before.id, before.secret);
    const place = this.#placeOf(before);
    const stays = place === 'keyring' || (place === withoutKeyring && !vault.hasKeyring);
    if (secret !== undefined && !stays) return this.#sealed(secret, withoutKeyring);
    return { stored: before.secret, inMemory: place === 'memory' ? secret : undefined };
  }

  /** `onWritten` comes before anybody is told of the change; where the disk says no, it does not come. */
  async #write(profiles: readonly StoredProfile[], onWritten: () => void): Promise<Result<undefined>> {
    try {
      await this.#options.store.write(profiles);
    } catch (error) {
      this.#options.log.error('The profiles could not be saved', error);
      return refused(
        'not-saved',
        'The profiles could not be written to the disk. Is it full, or read-only? See the log.',
      );
    }
    this.#saved = profiles;
    onWritten();
    this.#options.onChanged(this.list());
    return ok(undefined);
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run, run);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

const notFound = refused('profile-not-found', 'This profile is not there any more. Choose another one.');
const notEditable = refused(
  'not-editable',
  'This profile comes from the environment or from the local server, so it cannot be changed here. Save it under a ' +
    'new name instead.',
);

const secretForOtherHost = refused(
  'bad-input',
  'The stored secret was entered for another host. Enter the secret again for this one.',
);

/** What a secret signs must not go to a host it was not entered for: there it could be used against the right one. */
function isSameHost(one: string, other: string): boolean {
  return new URL(one).hostname === new URL(other).hostname;
}
