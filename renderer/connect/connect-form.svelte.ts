import type { ConnectionReport, Profile, ProfileColour } from '../../electron/contract/domain.ts';
import { mendServerUrl } from '../../electron/contract/server-url.ts';
import type { Request } from '../bridge.ts';
import { hostOf } from '../ui/format.ts';
import { asSentence, fieldOf } from './report-field.ts';
import type { ConnectField } from './report-field.ts';

/** A sentence under a field; `title` stands in bold before it. */
export interface FieldProblem {
  readonly title: string;
  readonly text: string;
}

type Problems = Partial<Record<ConnectField, FieldProblem | undefined>>;

/**
 * What is typed into the connect form. The secret is not among it: it stays in its input element, is passed through
 * once, and the caller clears the element as soon as `save` succeeded or the server refused it.
 */
export class ConnectFormState {
  /** Undefined for a new profile. */
  readonly profile: Profile | undefined;
  name = $state('');
  url = $state('');
  apiKey = $state('');
  colour = $state<ProfileColour>('none');
  label = $state('');
  readOnly = $state(false);
  withoutKeyring = $state<'memory' | 'file'>('memory');
  busy = $state<'test' | 'save'>();
  report = $state.raw<ConnectionReport>();
  problems = $state.raw<Problems>({});
  readonly #request: Request;
  #testing: AbortController | undefined;

  constructor(options: { request: Request; profile?: Profile | undefined }) {
    this.#request = options.request;
    const profile = options.profile;
    this.profile = profile;
    if (profile === undefined) return;
    this.name = profile.name;
    this.url = profile.url;
    this.apiKey = profile.apiKey;
    this.colour = profile.colour;
    this.label = profile.label;
    this.readOnly = profile.readOnly;
    this.withoutKeyring = profile.secretPlace === 'file' ? 'file' : 'memory';
  }

  /** True where the main process has a secret for this profile, so that none need be typed. */
  get hasSecret(): boolean {
    return this.profile !== undefined && this.profile.secretPlace !== 'missing';
  }

  /** Why the form stands as it does, where it is about a known server. */
  get why(): string | undefined {
    if (this.profile === undefined) return undefined;
    return this.hasSecret
      ? 'Its API secret is kept: type one only to replace it.'
      : 'Its API secret is not kept any more, so it cannot be opened: type the secret again.';
  }

  /** The URL as it will be used; undefined while it is none. */
  get mendedUrl(): string | undefined {
    const mended = mendServerUrl(this.url);
    return mended.ok ? mended.value : undefined;
  }

  /** Forgets what a test said: it was about other values. */
  edited(field: ConnectField): void {
    this.report = undefined;
    this.#testing?.abort();
    this.problems = { ...this.problems, [field]: undefined, general: undefined };
  }

  /** Resolves with the report; undefined where the form is not complete or the test could not be made. */
  async test(secret: string): Promise<ConnectionReport | undefined> {
    if (this.busy !== undefined || !this.#check(secret)) return undefined;
    this.busy = 'test';
    const testing = new AbortController();
    this.#testing = testing;
    const input = { profileId: this.profile?.id, url: this.url, apiKey: this.apiKey.trim(), ...given(secret) };
    const result = await this.#request('testConnection', input, testing.signal);
    this.busy = undefined;
    if (testing.signal.aborted) return undefined;
    if (!result.ok) {
      this.problems = { general: { title: 'The test could not be made.', text: result.message } };
      return undefined;
    }
    const report = result.value;
    this.report = report;
    this.problems =
      report.outcome === 'ok'
        ? {}
        : { [fieldOf(report.outcome)]: { title: asSentence(report.title), text: report.message } };
    return report;
  }

  /** Resolves with the saved profile; undefined where it was refused, and `problems` says why. */
  async save(secret: string): Promise<Profile | undefined> {
    if (this.busy !== undefined || !this.#check(secret, this.profile !== undefined)) return undefined;
    this.busy = 'save';
    const result = await this.#request('saveProfile', {
      id: this.profile?.id,
      name: this.name.trim() === '' ? hostOf(this.mendedUrl ?? this.url) : this.name.trim(),
      url: this.url,
      apiKey: this.apiKey.trim(),
      colour: this.colour,
      label: this.label.trim(),
      readOnly: this.readOnly,
      withoutKeyring: this.withoutKeyring,
      ...given(secret),
    });
    this.busy = undefined;
    if (result.ok) return result.value;
    this.problems = { general: { title: 'Not saved.', text: result.message } };
    return undefined;
  }

  /** `withoutSecret`: a known server may be saved without one; it is asked for again when it is opened. */
  #check(secret: string, withoutSecret = false): boolean {
    const problems: Problems = {};
    const mended = mendServerUrl(this.url);
    if (!mended.ok) problems.url = { title: 'No server address.', text: mended.message };
    if (this.apiKey.trim() === '') {
      problems.apiKey = {
        title: 'The key is missing.',
        text: 'It stands beside the secret in the server’s keys setting.',
      };
    }
    if (secret === '' && !this.hasSecret && !withoutSecret) {
      problems.secret = {
        title: 'The secret is missing.',
        text: 'It stands beside the key in the server’s keys setting.',
      };
    }
    this.problems = problems;
    return Object.keys(problems).length === 0;
  }
}

/** A secret that was not typed is left out, so that the stored one is used. Spaces around it came with copying. */
function given(secret: string): { secret?: string } {
  const trimmed = secret.trim();
  return trimmed === '' ? {} : { secret: trimmed };
}
