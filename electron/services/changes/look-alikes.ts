import type { ParticipantInfo } from '../../contract/domain.ts';

/** Somebody else who looks like the one who was removed. */
export interface LookAlike {
  readonly person: ParticipantInfo;
  readonly same: 'name' | 'metadata' | 'name and metadata';
}

/**
 * Finds, among those who came after the first look, other identities with the name or the metadata of the one who was
 * removed. Each connection is told once, also where it takes the name only after it has joined. An empty name or empty
 * metadata is nobody's.
 */
export class LookAlikes {
  readonly #identity: string;
  readonly #name: string;
  readonly #metadata: string;
  /** Sids of those who were there before or are told already; who leaves, is forgotten. */
  #known: ReadonlySet<string> | undefined;

  constructor(of: { readonly identity: string; readonly name: string; readonly metadata: string }) {
    this.#identity = of.identity;
    this.#name = of.name;
    this.#metadata = of.metadata;
  }

  look(people: readonly ParticipantInfo[]): readonly LookAlike[] {
    const others = people.filter(({ identity, state }) => identity !== this.#identity && state !== 'disconnected');
    const before = this.#known;
    if (before === undefined) {
      this.#known = new Set(others.map(({ sid }) => sid));
      return [];
    }
    const found = others.filter(({ sid }) => !before.has(sid)).flatMap((person) => this.#compare(person));
    const told = new Set(found.map(({ person }) => person.sid));
    this.#known = new Set(others.map(({ sid }) => sid).filter((sid) => before.has(sid) || told.has(sid)));
    return found;
  }

  #compare(person: ParticipantInfo): LookAlike[] {
    const sameName = this.#name !== '' && person.name === this.#name;
    const sameMetadata = this.#metadata !== '' && person.metadata === this.#metadata;
    if (sameName && sameMetadata) return [{ person, same: 'name and metadata' }];
    if (sameName) return [{ person, same: 'name' }];
    return sameMetadata ? [{ person, same: 'metadata' }] : [];
  }
}
