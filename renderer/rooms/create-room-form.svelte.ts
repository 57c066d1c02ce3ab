import type { RoomSummary } from '../../electron/contract/domain.ts';
import { limits } from '../../electron/contract/limits.ts';
import type { Request } from '../bridge.ts';
import { formatDuration } from '../ui/format.ts';
import type { RoomsState } from './rooms-state.svelte.ts';

/** What a room is created with. Numbers are text until they are read: an empty one, or 0, leaves the server's default. */
export class CreateRoomFormState {
  name = $state('');
  metadata = $state('');
  emptyTimeout = $state('');
  departureTimeout = $state('');
  maxParticipants = $state('');
  observe = $state(true);
  busy = $state(false);
  /** The server's refusal, and the input it was about. */
  #refusal = $state.raw<{ about: string; message: string }>();
  readonly #nameBefore: string;
  readonly #request: Request;
  readonly #rooms: RoomsState;

  constructor(options: { request: Request; rooms: RoomsState; name?: string }) {
    this.#request = options.request;
    this.#rooms = options.rooms;
    this.name = options.name ?? '';
    this.#nameBefore = this.name;
  }

  /** Why the server refused what stands here now; forgotten as soon as something else does. */
  get problem(): string | undefined {
    return this.#refusal?.about === this.#typed ? this.#refusal.message : undefined;
  }

  /** Something was typed that closing the dialog would lose. */
  get hasTyped(): boolean {
    return this.#typed !== JSON.stringify([this.#nameBefore, '', '', '', '']);
  }

  get #typed(): string {
    return JSON.stringify([this.name, this.metadata, this.emptyTimeout, this.departureTimeout, this.maxParticipants]);
  }

  /** What is known about the name, live; `ok` where nothing speaks against it. */
  get nameCheck(): { ok: boolean; text: string } | undefined {
    const name = this.name.trim();
    if (name === '') return undefined;
    if (this.#rooms.find(name) !== undefined) {
      return {
        ok: false,
        text: 'A room of this name is open. Choose another name, or edit that room.',
      };
    }
    const bytes = new TextEncoder().encode(name).length;
    if (bytes > limits.roomNameDefault) {
      return { ok: false, text: `${bytes} bytes; servers take ${limits.roomNameDefault} by default.` };
    }
    if (this.#rooms.list === undefined || this.#rooms.failure !== undefined) {
      return { ok: true, text: 'Not known yet whether there is a room of this name: the list could not be read.' };
    }
    return { ok: true, text: 'No room of this name yet.' };
  }

  /** The field that holds no whole number, in words; undefined where all can be read. */
  get numbersProblem(): string | undefined {
    const fields = [
      ['Close when nobody came', this.emptyTimeout],
      ['Close after the last left', this.departureTimeout],
      ['Max participants', this.maxParticipants],
    ] as const;
    const wrong = fields.find(([, text]) => text.trim() !== '' && wholeNumber(text) === undefined);
    return wrong === undefined
      ? undefined
      : `“${wrong[0]}” takes a whole number from 0 on, or nothing for the server’s default.`;
  }

  /** What will be so once it is created. */
  get consequence(): string {
    const timeout = timeoutOf(this.emptyTimeout);
    const closing = timeout === undefined ? 'after its own default, usually 5 min' : `after ${formatDuration(timeout)}`;
    return `The room exists from then on, before anyone joins. If nobody comes, the server closes it ${closing}.`;
  }

  get isComplete(): boolean {
    const check = this.nameCheck;
    // An over-long name may be tried: the server's own limit wins.
    return check !== undefined && this.#rooms.find(this.name.trim()) === undefined && this.numbersProblem === undefined;
  }

  /** Resolves with the room; undefined where it was refused, and `problem` says why. */
  async submit(): Promise<RoomSummary | undefined> {
    if (this.busy || !this.isComplete) return undefined;
    this.busy = true;
    this.#refusal = undefined;
    const about = this.#typed;
    const result = await this.#request('createRoom', {
      profileId: this.#rooms.profileId,
      room: this.name.trim(),
      metadata: this.metadata,
      emptyTimeoutS: timeoutOf(this.emptyTimeout),
      departureTimeoutS: timeoutOf(this.departureTimeout),
      maxParticipants: wholeNumber(this.maxParticipants),
    });
    this.busy = false;
    void this.#rooms.readAgain();
    if (result.ok) return result.value;
    this.#refusal = { about, message: result.message };
    return undefined;
  }
}

/** Seconds; the server reads 0 as "not given" and takes its default, so 0 is not asked for. */
function timeoutOf(text: string): number | undefined {
  const seconds = wholeNumber(text);
  return seconds === 0 ? undefined : seconds;
}

function wholeNumber(text: string): number | undefined {
  const trimmed = text.trim();
  // The API's fields are uint32.
  return /^\d{1,10}$/.test(trimmed) && Number(trimmed) <= 4_294_967_295 ? Number(trimmed) : undefined;
}
