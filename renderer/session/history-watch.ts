import { attributesText } from './participant-changes.ts';
import type {
  HistoryAnswer,
  HistoryCause,
  HistoryField,
  HistorySubject,
  RoomParticipant,
  SessionCall,
} from './protocol.ts';
import { ValueHistory } from './value-history.ts';

type AnnouncedChange = Extract<SessionCall['call'], { name: 'expectChange' }>['change'];

/** Of 10,000 identities all fields. */
const mostPlaces = 30_000;
const fields: readonly HistoryField[] = ['metadata', 'name', 'attributes'];

/** Feeds the history of values with what a session finds by comparing the states of its room. */
export class HistoryWatch {
  readonly #history: ValueHistory;
  /** Whose fields were last seen with a value: one who joins again with none has lost it. */
  readonly #withValue = new Set<string>();

  constructor(options: { readonly now: () => number }) {
    this.#history = new ValueHistory(options);
  }

  /** `by`: who asks for it, as it stands after “from”. */
  expect(subject: HistorySubject, change: AnnouncedChange, by: string): void {
    const value = change.field === 'attributes' ? attributesText(change.value) : change.value;
    this.#history.expect({ subject, field: change.field, value, by });
  }

  read(subject: HistorySubject, afterId: number): HistoryAnswer {
    return this.#history.read(subject, afterId);
  }

  /**
   * What two states of the participants differ in. `blind`: the console was not connected between them. The first
   * state has nobody before it: whom it finds was there already.
   */
  people(
    before: ReadonlyMap<string, RoomParticipant>,
    after: ReadonlyMap<string, RoomParticipant>,
    blind: boolean,
  ): void {
    const isFirst = before.size === 0;
    for (const [identity, now] of after) {
      const subject = { kind: 'participant', identity } as const;
      const old = before.get(identity);
      const isNew = old?.sid !== now.sid;
      const cause = isNew ? joinCause(now, isFirst || blind) : blind ? ({ kind: 'gap' } as const) : undefined;
      for (const field of fields) {
        const [was, is] = [old && textOf(old, field), textOf(now, field)];
        const place = `${field} ${identity}`;
        // That somebody joins with nothing is no value; that it takes the place of one is.
        if (was === is || (was === undefined && is === '' && !this.#withValue.has(place))) continue;
        if (is === '') this.#withValue.delete(place);
        else if (this.#withValue.size < mostPlaces) this.#withValue.add(place);
        this.#history.see(subject, field, was, is, cause);
      }
    }
  }

  /** `before`: undefined at the first join. */
  room(before: string | undefined, after: string): void {
    if (before === after || (before === undefined && after === '')) return;
    this.#history.see({ kind: 'room' }, 'metadata', before, after, before === undefined ? { kind: 'found' } : undefined);
  }
}

/** This console's own values are those of the token that it joined with. */
function joinCause(who: RoomParticipant, wasThere: boolean): HistoryCause {
  return { kind: wasThere && !who.isLocal ? 'found' : 'token' };
}

function textOf(who: RoomParticipant, field: HistoryField): string {
  return field === 'attributes' ? attributesText(who.attributes) : who[field];
}
