import type { Session, SessionReport } from '../../contract/domain.ts';
import { quote } from '../api-errors.ts';

/** What is said of the room on standard error: a line for each change, not for each look. */
export class RoomWords {
  readonly #room: string;
  readonly #say: (line: string) => void;
  #last = '';
  #joined = false;

  constructor(room: string, say: (line: string) => void) {
    this.#room = quote(room);
    this.#say = say;
  }

  /** The session, whenever something of it changed. */
  session({ waitingForRoom, waitNote }: Session): void {
    if (!waitingForRoom) {
      this.#last = '';
      return;
    }
    if (waitNote !== undefined) this.#once(`Waiting for room ${this.#room}: ${waitNote}`);
    else if (this.#joined) this.#once(`Room ${this.#room} has ended, or the connection to it: waiting for it.`);
    else this.#once(`Room ${this.#room} does not exist yet: waiting for it. It is not created.`);
  }

  /** Each report that has another state than the one before it, `was`. */
  state(state: SessionReport['state'], identity: string, was?: SessionReport['state']): void {
    if (state === 'connected' && was === 'resuming') {
      this.#once(`The connection to room ${this.#room} is back. Whether all that was sent meanwhile arrived is not known.`);
    } else if (state === 'connected') {
      this.#once(`Joined room ${this.#room}${this.#joined ? ' again' : ''} as ${quote(identity)}.`);
      this.#joined = true;
    } else if (state === 'resuming' || state === 'rejoining') {
      this.#once(`The connection to room ${this.#room} is lost; it is being made again.`);
    }
  }

  #once(line: string): void {
    if (line === this.#last) return;
    this.#last = line;
    this.#say(line);
  }
}
