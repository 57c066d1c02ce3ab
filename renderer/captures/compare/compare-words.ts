import type { ComparedPart, Comparison, MissingReason } from '../../traffic/protocol/index.ts';
import { countOf, formatCount, formatDuration, withMinus } from '../../ui/format.ts';

/** Words for a comparison: pure, English, for views only. */

/**
 * Clocks that differ by less are said to agree: what is measured has the ways of the packets to each side in it, which
 * differ by tens of ms between networks (6 ms seen between two connections of one busy machine, by one clock).
 */
const agreeWithinMs = 50;

const words: Readonly<Record<MissingReason, readonly [short: string, whole: string]>> = {
  console: ['of the other console itself', 'A row about the console that wrote it: its own connection, or what was done there.'],
  'no-bytes': ['cannot be compared', 'Its bytes or its payload are not there, so that it cannot be told whether this one has it.'],
  joined: ['its own coming and going', 'Who recorded this one has no row of joining or leaving like others have: its connection rows tell it.'],
  present: ['was there already', 'Who is in the room when a console joins is told there as having joined. For this one it was earlier.'],
  before: ['before it began', 'This one does not reach back so far.'],
  after: ['after it ended', 'This one had ended by then.'],
  forgotten: ['its rows of then are gone', 'The memory for packets was full, or the log was cleared: its rows of that time went.'],
  gap: ['was not connected then', 'Its own rows say that there is a gap: nothing was received.'],
  addressed: ['addressed to others', 'The packet names destinations, and who recorded this one is none of them. The server forwards it to those only.'],
  unsure: ['addressed to some only', 'The packet names destinations. Whether who recorded this one is among them is not known.'],
  filtered: ['maybe kept out by its filter', 'This one was recorded with a filter: what does not match it was not written.'],
  again: ['once less here', 'The same packet came more often to the other side.'],
  sent: ['not received', 'It was sent on the other side. The server may have refused it, or it was lost.'],
  lossy: ['not received, lossy', 'Lossy packets are not sent again when they are lost on the way.'],
  unseen: ['not received', 'The other side has it and this one does not, for no reason that can be told from both.'],
};

/** What stands where a side lacks a row. */
export function missingWords(reason: MissingReason): string {
  return words[reason][0];
}

/** The same in a sentence. */
export function missingSentence(reason: MissingReason): string {
  return words[reason][1];
}

/** How the clock of the other log stands. */
export function clockWords(status: Pick<Comparison, 'offsetMs' | 'state'>): string {
  const { offsetMs, state } = status;
  if (offsetMs === undefined) return state === 'done' ? 'no packet in common tells how the clocks differ' : '';
  if (Math.abs(offsetMs) < agreeWithinMs) return 'the clocks agree';
  return `its clock is ${spanWords(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}

function spanWords(ms: number): string {
  if (ms < 1_000) return `${formatCount(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms / 1_000);
}

/** `+3.2`, `−0.4`, `+1.2 s`: how much later it came to the right side, in ms where nothing else is said. */
export function lateWords(lateMs: number | undefined): string {
  if (lateMs === undefined) return '';
  const sign = lateMs > 0 ? '+' : '';
  const size = Math.abs(lateMs);
  if (size < 0.05) return '0.0';
  if (size < 999.5) return sign + withMinus(lateMs.toFixed(size < 99.95 ? 1 : 0));
  return `${sign}${withMinus((lateMs / 1_000).toFixed(1))} s`;
}

/** The parts with their counts. */
export function partWords(status: Comparison | undefined): readonly (readonly [ComparedPart, string])[] {
  if (status?.state !== 'done') return [['all', 'All'], ['both', 'In both'], ['left', 'Only left'], ['right', 'Only right']];
  const { both, left, right } = status;
  return [
    ['all', `All ${formatCount(both + left + right)}`],
    ['both', `In both ${formatCount(both)}`],
    ['left', `Only left ${formatCount(left)}`],
    ['right', `Only right ${formatCount(right)}`],
  ];
}

/** What the differences come to. */
export function differenceSentence({ left, right, leftOpen, rightOpen }: Comparison): string {
  if (left + right === 0) return 'Both have the same rows.';
  const open = leftOpen + rightOpen;
  const explained = left + right - open;
  if (open === 0) return `${countOf(explained, 'difference')}, all of them explained.`;
  const more = explained === 0 ? '' : `, and ${formatCount(explained)} that ${explained === 1 ? 'is' : 'are'} explained`;
  return `${countOf(open, 'difference')} without an explanation${more}.`;
}

/** Why a part has no pairs. */
export function emptyWords(part: ComparedPart): { readonly title: string; readonly text: string } {
  switch (part) {
    case 'all':
      return { title: 'Nothing to compare', text: 'Neither of the two has a row.' };
    case 'both':
      return { title: 'Nothing in common', text: 'No packet and no event is in both. Are they of the same room and the same time?' };
    case 'left':
      return { title: 'Nothing that only the left one has', text: 'All its rows are on the right side too.' };
    case 'right':
      return { title: 'Nothing that only the right one has', text: 'All its rows are on the left side too.' };
  }
}
