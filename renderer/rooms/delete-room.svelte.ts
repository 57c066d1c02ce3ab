import type { ParticipantInfo, RoomSummary } from '../../electron/contract/domain.ts';
import { observerPrefix } from '../../electron/contract/limits.ts';
import type { Request } from '../bridge.ts';
import type { Notice } from '../ui/notice-of.ts';
import { printable } from '../ui/safe-text.ts';

/** Who would be put out by deleting a room, and what became of the deletion. */
export class DeleteRoomState {
  /** Undefined while they are being read. */
  people = $state.raw<readonly ParticipantInfo[]>();
  /** Why it is not known who is there. */
  peopleProblem = $state<string>();
  busy = $state(false);
  problem = $state<string>();
  /** The room's name as the person typed it. */
  typed = $state('');
  readonly #request: Request;
  readonly #where: { profileId: string; room: string };
  readonly #room: RoomSummary;
  readonly #own: ReadonlySet<string>;

  /** `own`: identities of this console's sessions in the room. */
  constructor(options: { request: Request; profileId: string; room: RoomSummary; own: readonly string[] }) {
    this.#own = new Set(options.own);
    this.#request = options.request;
    this.#room = options.room;
    this.#where = { profileId: options.profileId, room: options.room.name };
  }

  async readPeople(): Promise<void> {
    const result = await this.#request('listParticipants', this.#where);
    if (result.ok) this.people = result.value;
    else this.peopleProblem = result.message;
  }

  /** Names of those whom the room sees, as people know them; this console's own says so. */
  get names(): readonly string[] {
    return (this.people ?? [])
      .filter((person) => !isUnseen(person))
      .map((person) => (this.#own.has(person.identity) ? `you (${nameOf(person)})` : nameOf(person)));
  }

  /** Names of hidden participants that are no consoles. */
  get hiddenNames(): readonly string[] {
    return (this.people ?? []).filter((person) => isUnseen(person) && !isObserver(person)).map(nameOf);
  }

  /** Consoles that observe: this one, and others. */
  get observers(): { readonly own: number; readonly others: number } {
    const observers = (this.people ?? []).filter(isObserver);
    const own = observers.filter((person) => this.#own.has(person.identity)).length;
    return { own, others: observers.length - own };
  }

  /**
   * What has to be typed before it is deleted: the room's name where people are in it, as far as is known; undefined:
   * nothing. Consoles that observe do not count.
   */
  get toType(): string | undefined {
    const { name, numParticipants } = this.#room;
    const count = this.people === undefined ? numParticipants : this.names.length + this.hiddenNames.length;
    return count === 0 ? undefined : printable(name);
  }

  /** The name was typed, or need not be. A name that cannot be typed counts as it is shown. */
  get isSure(): boolean {
    if (this.people === undefined && this.peopleProblem === undefined) return false;
    const wanted = this.toType;
    return wanted === undefined || this.typed === wanted || this.typed === this.#room.name;
  }

  /** Resolves with what to tell the person; undefined where it was refused, and `problem` says why. */
  async delete(): Promise<Notice | undefined> {
    if (this.busy || !this.isSure) return undefined;
    this.busy = true;
    this.problem = undefined;
    const result = await this.#request('changeRoom', {
      ...this.#where,
      changeId: crypto.randomUUID(),
      change: { kind: 'deleteRoom' },
    });
    this.busy = false;
    const room = printable(this.#where.room);
    if (result.ok)
      return {
        severity: 'ok',
        title: `${room} is deleted`,
        text: 'The server ended it. Who was in it was told that the room is gone.',
      };
    if (result.reason === 'room-not-found') {
      return {
        severity: 'info',
        title: `${room} was over already`,
        text: 'The server does not know this room any more, so nothing was done.',
      };
    }
    if (result.kind === 'unknown')
      return { severity: 'warn', title: `Not known whether ${room} is deleted`, text: result.message };
    this.problem = result.message;
    return undefined;
  }
}

function isObserver(person: ParticipantInfo): boolean {
  return person.identity.startsWith(observerPrefix);
}

function isUnseen(person: ParticipantInfo): boolean {
  return isObserver(person) || person.permissions?.hidden === true;
}

function nameOf(person: ParticipantInfo): string {
  const identity = printable(person.identity);
  return person.name === '' || person.name === person.identity ? identity : `${identity} (${printable(person.name)})`;
}
