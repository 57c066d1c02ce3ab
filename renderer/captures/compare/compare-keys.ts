import { chordOf } from '../../traffic/timeline/timeline-keys.ts';
import type { ComparisonState } from './comparison-state.svelte.ts';

interface KeyTarget {
  readonly state: Pick<
    ComparisonState,
    'selectBy' | 'selectAt' | 'select' | 'deselect' | 'findDifference' | 'position' | 'readable'
  >;
  /** Rows on screen. */
  readonly fit: number;
}

interface CompareKey {
  /** As `chordOf` spells it. */
  readonly chord: string;
  /** What it does, for the sheet of shortcuts. */
  readonly words: string;
  readonly act: (target: KeyTarget) => void;
}

const page = (fit: number): number => Math.max(1, Math.floor(fit) - 1);

/** The keys of a comparison while it has the focus. */
export const compareKeys: readonly CompareKey[] = [
  { chord: 'ArrowUp', words: 'Row above', act: ({ state }) => state.selectBy(-1) },
  { chord: 'ArrowDown', words: 'Row below', act: ({ state }) => state.selectBy(1) },
  { chord: 'ArrowLeft', words: 'Inspect the left one', act: ({ state }) => selectSide(state, 'left') },
  { chord: 'ArrowRight', words: 'Inspect the right one', act: ({ state }) => selectSide(state, 'right') },
  { chord: 'PageUp', words: 'Page up', act: ({ state, fit }) => state.selectBy(-page(fit)) },
  { chord: 'PageDown', words: 'Page down', act: ({ state, fit }) => state.selectBy(page(fit)) },
  { chord: 'Home', words: 'First row', act: ({ state }) => state.selectAt(0) },
  { chord: 'End', words: 'Last row', act: ({ state }) => state.selectAt(state.readable - 1) },
  { chord: 'N', words: 'Next difference', act: ({ state }) => state.findDifference(1) },
  { chord: 'Shift+N', words: 'Previous difference', act: ({ state }) => state.findDifference(-1) },
  { chord: 'Escape', words: 'Select nothing', act: ({ state }) => state.deselect() },
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'target' | 'currentTarget' | 'preventDefault'> &
  Partial<Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>>;

/** What the comparison does at a key; keys of what is inside it are not its own. */
export function actOnCompareKey(event: KeyPress, target: KeyTarget): void {
  if (event.target !== event.currentTarget) return;
  const chord = chordOf(event);
  const key = compareKeys.find((one) => one.chord === chord);
  if (key === undefined) return;
  event.preventDefault();
  key.act(target);
}

function selectSide(state: KeyTarget['state'], side: 'left' | 'right'): void {
  if (state.position !== undefined) state.select(state.position, side);
}
