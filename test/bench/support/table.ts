import type { BenchRow } from '../bench-row.ts';
import type { Machine, Runtimes } from './environment.ts';

interface Report {
  readonly machine: Machine;
  readonly runtime: Runtimes;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly rows: readonly BenchRow[];
}

/** The table as text, with the machine and the runtimes above it. */
export function tableOf({ machine, runtime, facts, rows }: Report): string {
  const head = ['bench', 'measured', 'value', 'reference', 'value', 'ratio', 'limit', ''];
  const lines = rows.map((row) => [
    row.bench,
    row.measured,
    told(row.value, row.unit),
    row.reference,
    row.reference === '' ? '' : told(row.referenceValue, row.unit),
    Number.isNaN(row.ratio) ? '' : row.ratio.toFixed(2),
    row.limit,
    row.met ? 'met' : 'MISSED',
  ]);
  const widths = head.map((word, column) => Math.max(word.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => [2, 4, 5].includes(column);
  const drawn = [head, ...lines].map((line) =>
    line
      .map((word, column) => (isNumber(column) ? word.padStart(widths[column] ?? 0) : word.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const missed = rows.filter((row) => !row.met).length;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `Node ${runtime.node} · Electron ${runtime.electron} · Chromium ${runtime.chromium} · ` +
      `livekit-server ${runtime.livekitServer} · livekit-client ${runtime.livekitClient}`,
    ...Object.entries(facts).map(([name, value]) => `${name}: ${value.toLocaleString('en')}`),
    '',
    ...drawn,
    '',
    missed === 0 ? `all ${rows.length} met` : `${missed} of ${rows.length} missed`,
  ].join('\n');
}

function told(value: number, unit: string): string {
  if (Number.isNaN(value)) return '–';
  const digits = Math.abs(value) >= 1_000 || Number.isInteger(value) ? 0 : 1;
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '' ? number : `${number} ${unit}`;
}
