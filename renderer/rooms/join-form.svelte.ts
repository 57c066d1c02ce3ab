import type { Session, SessionRole } from '../../electron/contract/domain.ts';
import { limits } from '../../electron/contract/limits.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { RoomOpener } from './room-opener.ts';

export interface AttributeRow {
  readonly id: number;
  key: string;
  value: string;
}

/** What is chosen before a room is joined, and what the server said to it. */
export class JoinFormState {
  room = $state('');
  kind = $state<'observe' | 'participate'>('observe');
  as = $state<'agent' | 'standard'>('agent');
  identity = $state('');
  name = $state('');
  metadata = $state('');
  attributes = $state<AttributeRow[]>([]);
  canUpdateOwnMetadata = $state(true);
  busy = $state(false);
  problem = $state<string>();
  /** Set when somebody has this identity: what joining would do to them. Only `takeOver` does it. */
  takesOver = $state<string>();
  readonly #opener: RoomOpener;
  readonly #roomBefore: string;
  #rows = 0;

  constructor(options: { opener: RoomOpener; room: string; participate: boolean }) {
    this.#opener = options.opener;
    this.room = options.room;
    this.#roomBefore = options.room;
    this.kind = options.participate ? 'participate' : 'observe';
  }

  /** Why the identity cannot be used as it is; undefined where it can. */
  get identityProblem(): string | undefined {
    if (this.kind === 'observe') return undefined;
    if (this.identity.trim() === '') return 'A participant needs an identity: the room tells people apart by it.';
    const bytes = new TextEncoder().encode(this.identity.trim()).length;
    if (bytes <= limits.identityDefault) return undefined;
    return `${bytes} bytes; servers take ${limits.identityDefault} by default. The server’s own limit wins.`;
  }

  get isComplete(): boolean {
    return this.room.trim() !== '' && (this.kind === 'observe' || this.identity.trim() !== '');
  }

  /** An attribute named twice, or a value without a name; undefined where all is well. */
  get attributesProblem(): string | undefined {
    const keys = this.attributes.map((row) => row.key);
    if (this.attributes.some((row) => row.key === '' && row.value !== ''))
      return 'An attribute without a key cannot be set.';
    const twice = keys.find((key, index) => key !== '' && keys.indexOf(key) !== index);
    return twice === undefined ? undefined : `“${twice}” stands here twice. Only one value can be set.`;
  }

  addAttribute(): void {
    this.#rows += 1;
    this.attributes.push({ id: this.#rows, key: '', value: '' });
  }

  removeAttribute(row: AttributeRow): void {
    this.attributes = this.attributes.filter((other) => other.id !== row.id);
  }

  /** What was said was about the values before. */
  edited(): void {
    this.problem = undefined;
    this.takesOver = undefined;
  }

  /** Resolves with the session; undefined where it was refused or a question is open. Never puts anybody out. */
  async submit(): Promise<Session | undefined> {
    // Asking again could only bring the same question.
    return this.takesOver === undefined ? this.#join(false) : undefined;
  }

  /** As `submit`, and puts out whoever has the identity: for a button of its own, since a held Enter submits twice. */
  async takeOver(): Promise<Session | undefined> {
    return this.takesOver === undefined ? undefined : this.#join(true);
  }

  /** Something was typed that closing the dialog would lose. */
  get hasTyped(): boolean {
    const texts = [this.room === this.#roomBefore ? '' : this.room, this.identity, this.name, this.metadata];
    return texts.some((text) => text !== '') || this.attributes.some((row) => row.key !== '' || row.value !== '');
  }

  async #join(takeOver: boolean): Promise<Session | undefined> {
    if (this.busy || !this.isComplete || this.attributesProblem !== undefined) return undefined;
    this.busy = true;
    const result: Result<Session> = await this.#opener.open(this.room.trim(), this.#role(), takeOver);
    this.busy = false;
    this.edited();
    if (result.ok) return result.value;
    if (result.reason === 'identity-taken') this.takesOver = result.message;
    else this.problem = result.message;
    return undefined;
  }

  #role(): SessionRole {
    if (this.kind === 'observe') return { kind: 'observe', as: this.as };
    const set = this.attributes.filter((row) => row.key !== '');
    return {
      kind: 'participate',
      identity: this.identity.trim(),
      name: this.name,
      metadata: this.metadata,
      attributes: Object.fromEntries(set.map((row) => [row.key, row.value])),
      canUpdateOwnMetadata: this.canUpdateOwnMetadata,
    };
  }
}
