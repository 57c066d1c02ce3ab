import type { Result } from '../../../electron/contract/result.ts';
import { countOf, formatCount, formatTimeMs } from '../../ui/format.ts';
import type { PassingNote } from '../../ui/passing-note.svelte.ts';
import type { Copied, CopyFormat } from '../asks.ts';
import { flagLook } from '../flag-look.ts';
import type { LogView } from '../log-view.svelte.ts';
import type { ParseFilter } from '../log-filter.svelte.ts';
import { flagNames } from '../protocol/index.ts';
import type { FilterTree } from '../protocol/index.ts';
import { momentWords } from './go-to.ts';
import type { Place } from './go-to.ts';

export type Step = 1 | -1;

/** Those that the timeline shows: what another column says already is no reason to stop there. */
const flagged: FilterTree = {
  type: 'in',
  field: 'flag',
  values: flagNames.filter((name) => flagLook(name).elsewhere !== true),
};
const markedRows: FilterTree = { type: 'has', field: 'marked' };

/** What is done by then needs no word of its own. */
const slowMs = 300;

const formatWords: Readonly<Record<CopyFormat, string>> = { json: 'JSON', payload: 'payload', table: 'a table' };

interface TimelineActionsOptions {
  readonly log: LogView;
  readonly note: PassingNote;
  readonly parse: ParseFilter;
  readonly write: (text: string) => Promise<Result<undefined>>;
  /** Epoch ms; the clock of the machine unless a test says otherwise. */
  readonly now?: () => number;
}

/** What a person does with the rows of a timeline besides scrolling; what came of it is said in a note. */
export class TimelineActions {
  readonly #log: LogView;
  readonly #note: PassingNote;
  readonly #parse: ParseFilter;
  readonly #write: TimelineActionsOptions['write'];
  readonly #now: () => number;
  /** Copies that are being written: one, and those that it takes the place of for a moment. */
  #copying = 0;

  constructor(options: TimelineActionsOptions) {
    this.#log = options.log;
    this.#note = options.note;
    this.#parse = options.parse;
    this.#write = options.write;
    this.#now = options.now ?? Date.now;
  }

  /** Marks what is selected, or takes the marks away where the row that is looked at has one. */
  toggleMark(): void {
    const { selection, selectedRow } = this.#log;
    if (selection === undefined) this.#note.say('Select a row first: M marks what is selected.');
    else this.#log.mark(selection.ranges, selectedRow?.marked !== true);
  }

  nextMarked(step: Step): Promise<void> {
    return this.#goToNext(markedRows, step, 'marked row');
  }

  nextFlagged(step: Step): Promise<void> {
    return this.#goToNext(flagged, step, 'flagged row');
  }

  /** The next row that what is looked for matches; a sentence where it cannot be looked for. */
  async findNext(step: Step): Promise<string | undefined> {
    const text = this.#log.memory.findText.trim();
    if (text === '') return 'Write what to look for first, as in the filter.';
    const { tree } = this.#parse(text);
    if (tree === undefined) return 'This is not right yet; the filter’s language is used.';
    await this.#goToNext(tree, step, 'row that matches');
    return undefined;
  }

  /** Times are told from the row that is looked at. */
  setReference(): void {
    const row = this.#log.selectedRow;
    if (row === undefined) {
      this.#note.say('Select the row first that times are to be told from.');
      return;
    }
    this.#log.memory.reference = { row: row.row, time: row.time };
    this.#note.say(`Times are told from row ${formatCount(row.row + 1)}, ${formatTimeMs(row.time)}.`);
  }

  clearReference(): void {
    this.#log.memory.reference = undefined;
  }

  async copy(as: CopyFormat): Promise<void> {
    const { selection, asks } = this.#log;
    if (selection === undefined) {
      this.#note.say('Select rows first; Ctrl+A selects all that the filter shows.');
      return;
    }
    const copied = await this.#waitFor(asks.copy(selection.ranges, as));
    if (copied === undefined) return;
    if (copied.rows === 0) {
      this.#note.say(as === 'payload' ? 'Nothing was copied: no packet is selected.' : 'Nothing was copied: the rows are gone.', true);
      return;
    }
    const written = await this.#write(copied.text);
    if (!written.ok) this.#note.say(written.message, true);
    else this.#note.say(copiedSentence(copied, as), copied.left > 0);
  }

  /** False where nothing is being copied. */
  stopCopying(): boolean {
    if (this.#copying === 0) return false;
    this.#log.asks.stopCopying();
    this.#note.say('Copying was stopped: the clipboard is as it was.');
    return true;
  }

  async goTo(place: Place): Promise<void> {
    if (place.kind === 'row') {
      this.#log.goTo(place.row);
      return;
    }
    const tree: FilterTree = { type: 'compare', field: 'time', operator: '<=', value: place.time };
    const found = await this.#log.asks.find(tree, this.#log.status?.total ?? 0, -1);
    if (found === undefined) return;
    const asked = momentWords(place.time, this.#now());
    if (found.row !== undefined) {
      this.#log.goTo(found.row);
      this.#note.say(`Row ${formatCount(found.row + 1)} is the last one shown up to ${asked}.`);
      return;
    }
    const { oldestMs } = this.#log.status ?? {};
    this.#log.selectAt(0);
    const reach = oldestMs === undefined ? 'No row is here.' : `The rows reach back to ${momentWords(oldestMs, this.#now())}.`;
    this.#note.say(`Nothing is as old as ${asked}. ${reach}`);
  }

  /** Says that it goes on, where it takes a while. */
  async #waitFor(copy: Promise<Copied | undefined>): Promise<Copied | undefined> {
    this.#copying += 1;
    let done = (): void => undefined;
    const timer = setTimeout(() => (done = this.#note.hold('Copying… Esc stops it.')), slowMs);
    const copied = await copy;
    clearTimeout(timer);
    done();
    this.#copying -= 1;
    return copied;
  }

  async #goToNext(tree: FilterTree, step: Step, what: string): Promise<void> {
    const log = this.#log;
    const total = log.status?.total ?? 0;
    // Without a row that is looked at, from what is on screen on; following that is the end.
    const onScreen = log.scroll.following ? total : (log.rowAtTop?.row ?? 0);
    const found = await log.asks.find(tree, log.selected ?? onScreen, step);
    if (found?.row !== undefined) log.goTo(found.row);
    else if (found !== undefined) this.#note.say(`No ${what} ${step > 0 ? 'after' : 'before'} this one among those shown.`);
  }
}

function copiedSentence({ rows, left, guarded }: Copied, as: CopyFormat): string {
  const parts = [`${countOf(rows, 'row')} copied as ${formatWords[as]}`];
  if (guarded > 0) parts.push(`${countOf(guarded, 'cell')} got a ' in front, or a spreadsheet would calculate ${guarded === 1 ? 'it' : 'them'}`);
  const why = as === 'payload' ? 'no packet, too much for the clipboard, or gone' : 'too much for the clipboard, or gone';
  if (left > 0) parts.push(`${countOf(left, 'row')} left out: ${why}`);
  return parts.join('; ');
}
