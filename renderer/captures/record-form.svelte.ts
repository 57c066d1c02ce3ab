import type { CaptureFormat, RecordingOptions } from '../../electron/contract/captures.ts';
import { parseFilter } from '../traffic/filter/parse-filter.ts';
import { fileNameOf, formatOfName } from './capture-words.ts';
import type { RecordChoices } from './record-choices.svelte.ts';
import { rotated } from './record-choices.svelte.ts';

export const recordBegins = ['now', 'memory', 'minutes', 'match'] as const;
/** Where a recording begins: with the next row, with all that is held, with the last minutes, with a row that matches. */
export type RecordBegin = (typeof recordBegins)[number];

/** What is chosen in the dialog that starts a recording. */
export class RecordForm {
  begin = $state<RecordBegin>('now');
  minutes = $state<number | null>(5);
  trigger = $state('');
  /** Only rows that match are written. */
  isFiltered = $state(false);
  filter = $state('');
  format = $state<CaptureFormat>('mcap');
  rotateMebibytes = $state<number | null>(null);
  rotateMinutes = $state<number | null>(null);
  /** Chosen by the person; undefined: in the captures folder. */
  path = $state<string>();
  /** Something is missing; told once it was tried. */
  problem = $state<string>();

  /** `filter`: that of the view, offered for the file too. */
  constructor(choices: RecordChoices, filter: string) {
    const { from } = choices;
    this.begin = typeof from === 'number' ? 'minutes' : from;
    if (typeof from === 'number') this.minutes = Math.max(1, Math.round(from / 60_000));
    this.filter = filter;
    this.format = choices.format;
    this.rotateMebibytes = choices.rotateMebibytes ?? null;
    this.rotateMinutes = choices.rotateMinutes ?? null;
  }

  /** A file that was chosen has the format of its name: another format needs another place. */
  setFormat(format: CaptureFormat): void {
    if (format !== this.format) this.path = undefined;
    this.format = format;
  }

  /** A place that was chosen; its name says the format. */
  choose(path: string): void {
    const format = formatOfName(fileNameOf(path));
    if (format !== undefined && format !== 'csv') this.format = format;
    this.path = path;
  }

  /** The options; undefined where something is not right, which `problem` then says. */
  optionsFor(sessionId: string): RecordingOptions | undefined {
    this.problem = this.#wrong();
    if (this.problem !== undefined) return undefined;
    const sizes = { rotateMebibytes: whole(this.rotateMebibytes), rotateMinutes: whole(this.rotateMinutes) };
    return {
      sessionId,
      format: this.format,
      from: this.#from(),
      ...(this.path === undefined ? {} : { path: this.path }),
      ...(this.isFiltered ? { filter: this.filter.trim() } : {}),
      ...(this.begin === 'match' ? { trigger: this.trigger.trim() } : {}),
      ...rotated(sizes),
    };
  }

  /** What the button starts from now on. Filters are of this one recording: left on unseen they would hide rows. */
  remember(choices: RecordChoices): void {
    choices.change({
      format: this.format,
      rotateMebibytes: whole(this.rotateMebibytes),
      rotateMinutes: whole(this.rotateMinutes),
      ...(this.begin === 'match' ? {} : { from: this.#from() }),
    });
  }

  #from(): RecordingOptions['from'] {
    if (this.begin === 'minutes') return (whole(this.minutes) ?? 1) * 60_000;
    return this.begin === 'memory' ? 'memory' : 'now';
  }

  #wrong(): string | undefined {
    if (this.begin === 'match' && !isRight(this.trigger)) return 'Write a filter that starts the recording, such as topic == "chat".';
    if (this.isFiltered && !isRight(this.filter)) return 'Write a filter for the rows that are wanted, or record all rows.';
    if (this.begin === 'minutes' && whole(this.minutes) === undefined) return 'Say how many minutes: a whole number from 1 on.';
    if (isWrongSize(this.rotateMebibytes)) return 'The size of a file is a whole number of MiB from 1 on; leave it empty for one file.';
    if (isWrongSize(this.rotateMinutes)) return 'The time of a file is a whole number of minutes from 1 on; leave it empty for one file.';
    return undefined;
  }
}

/** A filter that is there and can be read. */
function isRight(text: string): boolean {
  return text.trim() !== '' && parseFilter(text).diagnostics.length === 0;
}

/** An empty field is none; anything but a whole number from 1 on is wrong. */
function whole(value: number | null): number | undefined {
  return value === null || !Number.isInteger(value) || value < 1 ? undefined : value;
}

function isWrongSize(value: number | null): boolean {
  return value !== null && whole(value) === undefined;
}
