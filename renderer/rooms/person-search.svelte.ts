import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';

/** Rooms asked per second at most: a search must not be felt by the server. */
export const roomsPerSecond = 20;
/** A search ends here: who is looked for is narrowed instead. */
export const mostFound = 200;

export interface FoundPerson {
  readonly room: string;
  readonly participant: ParticipantInfo;
}

export interface PersonSearchOptions {
  list(room: string): Promise<Result<readonly ParticipantInfo[]>>;
  /** Resolves after ms. */
  wait(ms: number): Promise<void>;
}

/** Finds people by identity or name over all rooms of a server: one listing per room, one after the other, paced. */
export class PersonSearch {
  found: readonly FoundPerson[] = $state.raw([]);
  /** Rooms asked so far, of `total`; those that did not answer are `failed`. */
  asked = $state(0);
  total = $state(0);
  failed = $state(0);
  /** Why the last of them did not answer. */
  problem = $state<string>();
  state = $state<'idle' | 'running' | 'done' | 'cancelled' | 'full'>('idle');
  /** What was looked for. */
  text = $state('');
  readonly #options: PersonSearchOptions;
  #run = 0;

  constructor(options: PersonSearchOptions) {
    this.#options = options;
  }

  cancel(): void {
    this.#run += 1;
    if (this.state === 'running') this.state = 'cancelled';
  }

  /** Looks through `rooms`; one that is under way is given up. Rooms with nobody in them come last. */
  async start(text: string, rooms: readonly { readonly name: string; readonly numParticipants: number }[]): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const order = [...rooms].sort((a, b) => Number(b.numParticipants > 0) - Number(a.numParticipants > 0));
    [this.text, this.found, this.asked, this.failed, this.problem] = [text, [], 0, 0, undefined];
    this.total = order.length;
    this.state = 'running';
    for (const { name } of order) {
      const [result] = await Promise.all([this.#options.list(name), this.#options.wait(1_000 / roomsPerSecond)]);
      if (run !== this.#run) return;
      this.#take(name, result);
      if (this.found.length >= mostFound) {
        this.state = 'full';
        return;
      }
    }
    this.state = 'done';
  }

  #take(room: string, result: Result<readonly ParticipantInfo[]>): void {
    this.asked += 1;
    if (result.ok) {
      const matching = result.value.filter((participant) => isCalled(participant, this.text));
      if (matching.length === 0) return;
      const found = [...this.found, ...matching.map((participant) => ({ room, participant }))];
      this.found = found.sort((a, b) => nearness(a, this.text) - nearness(b, this.text)).slice(0, mostFound);
    } else if (result.reason !== 'room-not-found') {
      this.failed += 1;
      this.problem = result.message;
    }
  }
}

/** Each word is in identity or name, case aside. */
export function isCalled({ identity, name }: Pick<ParticipantInfo, 'identity' | 'name'>, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const called = `${identity}\n${name}`.toLowerCase();
  return words.length > 0 && words.every((word) => called.includes(word));
}

/** Whose identity it is exactly comes first, then who begins with it; the rest stay in order. */
function nearness({ participant }: FoundPerson, text: string): number {
  const [wanted, identity, name] = [text.trim(), participant.identity, participant.name].map((one) => one.toLowerCase());
  if (identity === wanted) return 0;
  if (name === wanted) return 1;
  return identity?.startsWith(wanted ?? '') === true ? 2 : 3;
}

/** How far it is, and how it ended: `12 of 40 rooms asked, 3 found`. */
export function searchWords(search: Pick<PersonSearch, 'state' | 'asked' | 'total' | 'failed' | 'found'>): string {
  const { state, asked, total, failed, found } = search;
  if (state === 'idle') return '';
  const rooms = `${asked.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${total === 1 ? 'room' : 'rooms'} asked`;
  const hits = `${found.length.toLocaleString('en-US')} found`;
  const silent = failed === 0 ? '' : `, ${failed.toLocaleString('en-US')} did not answer`;
  const end = { running: '', done: '', cancelled: ', cancelled', full: ': the most that are kept, so narrow it' }[state];
  return `${rooms}${silent}, ${hits}${end}`;
}
