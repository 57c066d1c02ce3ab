import { figure } from '../rows/figures.ts';
import type { Flow } from './flow.ts';

/** How far a stream has come, in a few words: "3 chunks, 2.1 of 4.0 kB", "complete, 5 chunks, 4.0 kB". */
export function progressText(flow: Flow): string {
  const { chunks, state, totalBytes } = flow;
  const known = totalBytes < 0 ? undefined : totalBytes;
  const count = chunks.count === 1 ? '1 chunk' : `${figure(chunks.count)} chunks`;
  const missing = chunks.missingCount;
  const parts = [
    state === 'complete' || state === 'aborted' ? state : '',
    chunks.count === 0 && state === 'complete' && flow.trailerRow < 0 ? 'whole in its header' : count,
    state === 'complete' && (known === undefined || known === flow.bytes)
      ? sizeText(flow.bytes)
      : `${sizeText(flow.bytes, known)}${known === undefined ? ' so far' : ''}`,
    missing === 0 ? '' : `${figure(missing)} missing`,
    chunks.repeated.length === 0 ? '' : `${figure(chunks.repeated.length)} repeated`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Bytes as people read them, in thousands; `of` a total, in its unit. */
function sizeText(bytes: number, of?: number): string {
  const largest = Math.max(bytes, of ?? 0);
  const step = largest < 1_000 ? 0 : largest < 1_000_000 ? 1 : largest < 1_000_000_000 ? 2 : 3;
  const inStep = (value: number): string => (step === 0 ? String(value) : (value / 1_000 ** step).toFixed(1));
  return `${inStep(bytes)}${of === undefined ? '' : ` of ${inStep(of)}`} ${['B', 'kB', 'MB', 'GB'][step] ?? 'B'}`;
}
