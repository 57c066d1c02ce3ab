import type { Merge } from './merge.ts';

/** What changed, as it stands after a time. */
export function conflictLead({ kind, changes }: Merge): string {
  if (changes.length === 0) return 'the live value was written anew; nothing in it differs from your draft but that.';
  if (kind === 'whole') return 'the live value changed. Take it, or keep your draft?';
  const both = changes.filter(({ isMine }) => isMine).length;
  const clash = both === 0 ? '' : ` Your draft changed ${both === changes.length ? 'the same' : `${both} of them`}, too.`;
  return `the live value changed in ${changes.length === 1 ? 'one place' : `${changes.length} places`}. Take what you tick into your draft.${clash}`;
}

/** The button that takes so many of the changes. */
export function takeWords(taken: number, all: number): string {
  if (all === 0) return 'Go on with my draft';
  if (taken === 0) return 'Keep mine';
  if (taken === all) return all === 1 ? 'Take it into my draft' : `Take all ${all} into my draft`;
  return `Take ${taken} of ${all} into my draft`;
}
