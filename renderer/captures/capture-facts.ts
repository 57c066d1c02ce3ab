import type { CaptureInfo, OpenCapture } from '../../electron/contract/captures.ts';
import type { LogStatus } from '../traffic/protocol/index.ts';
import { formatBytes } from '../ui/format.ts';
import { printableStart } from '../ui/safe-text.ts';
import { isTime, lengthWords, whenWords } from './capture-words.ts';

export interface CaptureFact {
  readonly what: string;
  readonly value: string;
}

export interface CaptureMarkWords {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly word: string;
  readonly why: string;
}

/** What the head of a capture's tab says of it: pure. `info`: from the list, where the file is in it. */
export function captureFacts(
  capture: OpenCapture,
  info: CaptureInfo | undefined,
  status: LogStatus | undefined,
  nowMs: number,
): readonly CaptureFact[] {
  const origin = status?.reading?.origin;
  const told = [info?.startedAtMs, origin?.startedAtMs, status?.oldestMs].filter((time) => time !== undefined);
  const startedAtMs = told.find(isTime) ?? told[0];
  const endedAtMs = info?.endedAtMs;
  const when = !isTime(endedAtMs) || !isTime(startedAtMs) ? whenWords(startedAtMs, nowMs) : `${whenWords(startedAtMs, nowMs)}, ${lengthWords({ startedAtMs, endedAtMs })}`;
  const by = origin === undefined ? '' : [origin.identity, origin.application].filter((part) => part !== '').join(', ');
  const facts = [
    { what: 'Room', value: origin?.room ?? info?.room ?? '' },
    { what: 'Server', value: (origin?.profile ?? info?.profile ?? '') || (origin?.server ?? '') },
    { what: 'Recorded', value: startedAtMs === undefined ? '' : when },
    { what: 'By', value: by },
    { what: 'Size', value: formatBytes(capture.bytes) },
  ];
  return facts.filter(({ value }) => value !== '').map(({ what, value }) => ({ what, value: printableStart(value, 120) }));
}

/** What a person must know of a capture before they conclude something from it. */
export function captureMarks(info: CaptureInfo | undefined, status: LogStatus | undefined): readonly CaptureMarkWords[] {
  const origin = status?.reading?.origin;
  const marks: CaptureMarkWords[] = [];
  if (info?.state === 'written')
    marks.push({ tone: 'info', word: 'being written', why: 'Shown up to where it was on disk when it was opened. Open it again to see more.' });
  if (info?.state === 'cut') marks.push({ tone: 'warn', word: 'cut', why: 'The file was never closed. It is shown up to where it ends.' });
  if (origin !== undefined && origin.filter !== '')
    marks.push({ tone: 'warn', word: 'partial', why: `Only rows that match were written: ${printableStart(origin.filter, 300)}` });
  if (origin?.payloads === false)
    marks.push({ tone: 'info', word: 'without payloads', why: 'It was saved for sharing: envelope, sizes and flags are there, what the packets carried is not.' });
  if (origin?.completeness?.mismatch === true)
    marks.push({ tone: 'bad', word: 'counts did not agree', why: 'While it was recorded the console and the browser counted differently: something may be missing.' });
  return marks;
}

/** 0 … 1; undefined where nothing is read any more. */
export function readShare(status: LogStatus | undefined): number | undefined {
  const reading = status?.reading;
  if (reading === undefined || reading.done) return undefined;
  return reading.total === 0 ? 0 : Math.min(1, reading.bytes / reading.total);
}
