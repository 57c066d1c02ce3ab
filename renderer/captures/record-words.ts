import type { RollingBuffer } from '../../electron/contract/captures.ts';
import { formatBytes, formatDuration } from '../ui/format.ts';
import type { RecordChoices } from './record-choices.svelte.ts';

/** What the record button starts: `Record from now on, as MCAP`. */
export function defaultWords({ from, format, rotateMebibytes, rotateMinutes }: RecordChoices): string {
  const rotates = [
    rotateMebibytes === undefined ? '' : `${rotateMebibytes} MiB`,
    rotateMinutes === undefined ? '' : `${rotateMinutes} min`,
  ].filter((part) => part !== '');
  return `Record ${fromWords(from)}, as ${formatWords[format]}${rotates.length === 0 ? '' : `, a new file every ${rotates.join(' or ')}`}`;
}

export function fromWords(from: RecordChoices['from']): string {
  if (from === 'now') return 'from now on';
  if (from === 'memory') return 'with all that memory holds';
  return `with the last ${formatDuration(from / 1_000)}`;
}

export const formatWords = { mcap: 'MCAP', ndjson: 'NDJSON', csv: 'CSV' } as const;

/** What each format is good for. */
export const formatHints = {
  mcap: 'Compact and quick to open. Other tools that read MCAP decode the packets.',
  ndjson: 'One line of JSON for each row, for scripts and jq. Larger.',
  csv: 'A table for spreadsheets. It cannot be opened here again.',
} as const;

/** `on, 60 min, at most 1 GiB`. */
export function rollingWords({ on, minutes, mebibytes }: RollingBuffer): string {
  return on ? `on, ${formatDuration(minutes * 60)}, ${formatBytes(mebibytes * 1_048_576)} at most` : 'off';
}
