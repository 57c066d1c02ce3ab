import type { Result } from '../../electron/contract/result.ts';
import { PassingNote } from '../ui/passing-note.svelte.ts';
import { parseFilter } from './filter/parse-filter.ts';
import { withTimeRange } from './filter/time-range.ts';
import type { MenuAction, MenuPlace, OpenValueMenu } from './filter/value-menu.ts';
import type { LogView } from './log-view.svelte.ts';
import { moderateLabel } from './moderate-label.ts';
import type { RowView } from './protocol/index.ts';
import { isPacketDetail } from './row-json.ts';
import { cellValue } from './timeline/cell-value.ts';
import type { PaneCommand } from './timeline/pane-keys.ts';
import type { PointedCell } from './timeline/pointed-cell.ts';
import { TimelineActions } from './timeline/timeline-actions.ts';
import type { TrafficChoices } from './traffic-choices.svelte.ts';

interface TrafficDeskOptions {
  readonly log: LogView;
  readonly choices: TrafficChoices;
  /** Puts a text on the clipboard. */
  readonly write: (text: string) => Promise<Result<undefined>>;
  /** Leads to whoever a row is of, to be moderated; left out in a capture. */
  readonly moderate?: (row: RowView) => void;
}

/** What is open around one room's rows, and what its views, menus and dialogs ask for. */
export class TrafficDesk {
  readonly log: LogView;
  readonly choices: TrafficChoices;
  readonly note = new PassingNote();
  readonly actions: TimelineActions;
  readonly #write: TrafficDeskOptions['write'];
  /** Undefined: nobody can be moderated from here. */
  readonly moderate: TrafficDeskOptions['moderate'];
  isGoing = $state(false);
  isFinding = $state(false);
  isColouring = $state(false);
  #menu = $state.raw<{ readonly cell: PointedCell; readonly place: MenuPlace } | undefined>(undefined);

  constructor(options: TrafficDeskOptions) {
    this.log = options.log;
    this.choices = options.choices;
    this.#write = options.write;
    this.moderate = options.moderate;
    this.actions = new TimelineActions({ ...options, note: this.note, parse: parseFilter });
  }

  /** The menu on a value; undefined: closed. */
  get menu(): OpenValueMenu | undefined {
    if (this.#menu === undefined) return undefined;
    const { cell, place } = this.#menu;
    // A menu opens at a row that is selected: its payload comes along with its details.
    const packets = (this.log.detail?.details ?? []).filter((detail) => detail !== undefined && isPacketDetail(detail));
    const payload = packets.find(({ row }) => row.row === cell.row.row)?.payload;
    return { target: cellValue(cell.row, cell.column, payload), place };
  }

  /** What the menu's row offers besides its values. */
  get menuActions(): readonly MenuAction[] {
    const row = this.#menu?.cell.row;
    const moderate = this.moderate;
    const label = row === undefined ? undefined : moderateLabel(row);
    if (row === undefined || moderate === undefined || label === undefined) return [];
    return [{ label, run: () => moderate(row) }];
  }

  openMenu(cell: PointedCell, place: MenuPlace): void {
    this.#menu = { cell, place };
  }

  closeMenu(): void {
    this.#menu = undefined;
  }

  /** A filter that was chosen, wherever: its rows are shown. */
  filter(text: string): void {
    this.log.filter.set(text, 'now');
    this.choices.filters.used(text);
    this.choices.view = 'timeline';
  }

  /** A row that was chosen, wherever, stands among the others. */
  goTo(row: number): void {
    this.choices.view = 'timeline';
    this.log.goTo(row);
  }

  /** Epoch ms, the end not in it; what else is filtered stays so. */
  filterTime(fromMs: number, toMs: number): void {
    this.filter(withTimeRange(this.log.filter.text, fromMs, toMs));
  }

  /** What was typed into the filter is remembered, if it is right. */
  noteFilterUsed(): void {
    if (!this.log.filter.isWrong && !this.log.filter.isHalfTyped) this.choices.filters.used(this.log.filter.text);
  }

  /** A rule for what matches, ready to be given another colour. */
  colour(text: string): void {
    this.choices.colours.add(text);
    this.isColouring = true;
  }

  async copy(text: string): Promise<void> {
    const written = await this.#write(text);
    this.note.say(written.ok ? 'Copied' : written.message, !written.ok);
  }

  /** Of the commands that a key may give, those that are not the filter's own. */
  take(command: Exclude<PaneCommand, 'filter'>): void {
    this.choices.view = 'timeline';
    if (command === 'go-to') this.isGoing = true;
    else this.isFinding = true;
  }

  dispose(): void {
    this.note.dispose();
  }
}
