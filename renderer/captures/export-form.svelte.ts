import type { ExportOptions } from '../../electron/contract/captures.ts';
import type { FeedFormat } from '../../electron/contract/feed.ts';
import { countOf } from '../ui/format.ts';
import type { CaptureSource, ExportScope } from './capture-ask.ts';
import { fileNameOf, formatOfName, nameParts } from './capture-words.ts';

export interface ScopeChoice {
  readonly scope: ExportScope;
  readonly words: string;
}

/** What is chosen in the dialog that saves rows. */
export class ExportForm {
  scope = $state<ExportScope>('all');
  minutes = $state<number | null>(5);
  format = $state<FeedFormat>('mcap');
  payloads = $state(true);
  problem = $state<string>();
  readonly #source: CaptureSource;

  /** `scope`: what was asked for; left out: the narrowest that there is. */
  constructor(source: CaptureSource, scope?: ExportScope) {
    this.#source = source;
    const offered = this.scopes.map((choice) => choice.scope);
    this.scope = scope !== undefined && offered.includes(scope) ? scope : (offered[0] ?? 'all');
  }

  /** Which rows there are to save, the narrowest first. */
  get scopes(): readonly ScopeChoice[] {
    const { log, isLive } = this.#source;
    const { selection, status, filter } = log;
    const choices: ScopeChoice[] = [];
    if (selection !== undefined && (selection.count === undefined || selection.count > 1))
      choices.push({ scope: 'selection', words: selection.count === undefined ? 'The selected rows' : `The ${countOf(selection.count, 'selected row')}` });
    if (filter.isOn) choices.push({ scope: 'filter', words: `What the filter shows${counted(status?.shown)}` });
    choices.push({ scope: 'all', words: status === undefined ? 'All rows' : `All ${countOf(status.held, 'row')}` });
    if (selection?.count === 1) choices.push({ scope: 'selection', words: 'The selected row' });
    if (isLive) choices.push({ scope: 'minutes', words: 'The last' });
    return choices;
  }

  get suggestedName(): string {
    const { name, isLive } = this.#source;
    const stem = isLive ? name : nameParts(name)[0];
    const part = { selection: ' selection', filter: ' filtered', all: isLive ? '' : ' copy', minutes: '' }[this.scope];
    return `${stem}${part}`;
  }

  /** The options for a place that was chosen; undefined where something is not right, which `problem` then says. */
  optionsFor(path: string, nowMs: number): ExportOptions | undefined {
    if (!this.check()) return undefined;
    const { id, log } = this.#source;
    const filter = log.filter.appliedText;
    // Of a range that was drawn out, the rows that the filter shows are selected.
    const isFiltered = (this.scope === 'filter' || this.scope === 'selection') && log.filter.isOn;
    const ranges = this.scope === 'selection' ? log.selection?.ranges.map(([first, last]): [number, number] => [first, last]) : undefined;
    return {
      sourceId: id,
      // The name that was chosen says it, whatever was chosen before.
      format: formatOfName(fileNameOf(path)) ?? this.format,
      path,
      payloads: this.payloads,
      ...(ranges === undefined ? {} : { rows: ranges }),
      ...(isFiltered ? { filter } : {}),
      ...(this.scope === 'minutes' ? { sinceMs: nowMs - (this.minutes ?? 1) * 60_000 } : {}),
    };
  }

  /** True where a place may be asked for. */
  check(): boolean {
    const { minutes } = this;
    const isWrong = this.scope === 'minutes' && (minutes === null || !Number.isFinite(minutes) || minutes <= 0);
    this.problem = isWrong ? 'Say how many minutes: a number above 0.' : undefined;
    return !isWrong;
  }
}

function counted(rows: number | undefined): string {
  return rows === undefined ? '' : `, ${countOf(rows, 'row')}`;
}
