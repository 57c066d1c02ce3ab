import { countOf } from '../../ui/format.ts';
import type { HistoryCause, HistoryField } from '../../session/client.ts';
import { diffJson } from '../../payload/diff/json-diff.ts';
import { parseJson } from '../../payload/codecs/index.ts';
import { printableStart } from '../../ui/safe-text.ts';
import type { HistoryEntry } from './history-state.svelte.ts';

/** Why a value came about, as far as it is known. */
export function causeWords(cause: HistoryCause, isRoom: boolean): string {
  switch (cause.kind) {
    case 'token':
      return 'from the token, as first told when they joined';
    case 'found':
      return isRoom ? 'found when this console joined' : 'found there: from the token, or changed before this console saw it';
    case 'gap':
      return 'changed while this console was not connected';
    case 'console':
      return `from ${cause.by}`;
    case 'untold':
      return 'not told by the server';
  }
}

/** As it stands in a sentence. */
export const fieldNames: Readonly<Record<HistoryField, string>> = {
  metadata: 'metadata',
  name: 'name',
  attributes: 'attributes',
};

/** Values up to this size are compared for one line. UTF-16 units. */
const comparedMaximum = 20_000;
const shownChanges = 2;
const shownLength = 24;
/** Of a value that stands alone; the line is cut where it ends. */
const aloneLength = 80;

/** What a value changed, in a few words: `waiting 4 → 5, hand true → gone`. */
export function summaryOf({ previous, value }: Pick<HistoryEntry, 'previous' | 'value'>): string {
  const short = (text: string, length = shownLength): string => (text === '' ? 'empty' : printableStart(text, length));
  if (previous === undefined) return short(value, aloneLength);
  if (previous === value) return 'the same as before';
  const changes = previous.length + value.length > comparedMaximum ? undefined : jsonChanges(previous, value);
  if (changes === undefined) return `${short(previous)} → ${short(value)}`;
  const shown = changes.slice(0, shownChanges).map(({ path, before, after }) => {
    const name = printableStart(path.replace(/^\$\.?/, '') || 'all', shownLength);
    return `${name} ${before === undefined ? 'none' : short(before)} → ${after === undefined ? 'gone' : short(after)}`;
  });
  const left = changes.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? `, ${countOf(left, 'more change')}` : ''}`;
}

function jsonChanges(
  before: string,
  after: string,
): readonly { readonly path: string; readonly before: string | undefined; readonly after: string | undefined }[] | undefined {
  // No attributes are written as nothing at all.
  const [old, fresh] = [parseJson(before === '' ? '{}' : before), parseJson(after === '' ? '{}' : after)];
  if (!old.ok || !fresh.ok || old.document.root.kind !== 'object' || fresh.document.root.kind !== 'object') return undefined;
  const { changes } = diffJson(old.document, fresh.document, 100);
  return changes.length === 0 ? undefined : changes;
}

/** What is missing of a history, as a sentence; empty: nothing since this console joined. */
export function droppedWords(dropped: number, uncounted: boolean): string {
  if (dropped === 0) return uncounted ? 'The oldest values may have been let go: there is room for 8 MB in each tab.' : '';
  return `${countOf(dropped, 'older value')} ${dropped === 1 ? 'was' : 'were'} let go: there is room for 8 MB in each tab.`;
}
