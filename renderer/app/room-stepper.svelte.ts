import type { RoomAsk } from '../rooms/room-opener.ts';
import { noticeOf } from '../ui/notice-of.ts';
import type { AppState } from './app-state.svelte.ts';
import type { OpenRoom } from './open-room.svelte.ts';
import type { OpenRooms } from './open-rooms.svelte.ts';
import type { RoomStep } from './room-words.ts';

/** The part of the application that is used. */
type StepperApp = Pick<AppState, 'activate' | 'close' | 'notify'> & {
  readonly opened: Pick<OpenRooms, 'rejoin' | 'waitForRoom'>;
};

/** Takes the step that a person chose for a room that is not connected. */
export class RoomStepper {
  busy = $state(false);
  /** Set when joining again would put somebody out: what it would do. */
  takesOver = $state<string>();
  readonly #app: StepperApp;
  readonly #room: OpenRoom;
  readonly #onAsk: (ask: RoomAsk) => void;

  constructor(options: {
    app: StepperApp;
    room: OpenRoom;
    onAsk: (ask: RoomAsk) => void;
  }) {
    this.#app = options.app;
    this.#room = options.room;
    this.#onAsk = options.onAsk;
  }

  async take(step: RoomStep): Promise<void> {
    const { id, session } = this.#room;
    switch (step) {
      case 'rejoin':
        return this.#rejoin(false);
      case 'rejoin-as-other':
        return this.#onAsk({ kind: 'join', room: session.room, participate: true });
      case 'create':
        return this.#onAsk({ kind: 'create', name: session.room });
      case 'wait':
        return this.#while(this.#wait(true));
      case 'stop-waiting':
        return this.#while(this.#wait(false));
      case 'close':
        return this.#while(this.#app.close(id));
      case 'rooms':
        return this.#app.activate('rooms');
    }
  }

  confirmTakeOver(): Promise<void> {
    return this.#rejoin(true);
  }

  cancelTakeOver(): void {
    this.takesOver = undefined;
  }

  async #rejoin(takeOver: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const result = await this.#app.opened.rejoin(this.#room.id, takeOver);
    this.busy = false;
    this.takesOver = undefined;
    if (result.ok) return;
    if (result.reason === 'identity-taken') this.takesOver = result.message;
    else this.#app.notify(noticeOf('Not joined again', result));
  }

  async #wait(wait: boolean): Promise<void> {
    const result = await this.#app.opened.waitForRoom(this.#room.id, wait);
    const title = wait ? 'The room is not waited for' : 'Still waiting for the room';
    if (!result.ok) this.#app.notify(noticeOf(title, result));
  }

  async #while(work: Promise<void>): Promise<void> {
    this.busy = true;
    await work;
    this.busy = false;
  }
}
