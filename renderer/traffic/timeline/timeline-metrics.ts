import type { Metrics } from './columns.ts';

/** The parts of a timeline that are measured. The probes hold ten characters each. */
export interface Measured {
  readonly head: HTMLElement;
  readonly box: HTMLElement;
  readonly digits: HTMLElement;
  readonly characters: HTMLElement;
}

export interface TimelineSize extends Metrics {
  readonly rowHeight: number;
  /** Of the box of rows. */
  readonly height: number;
}

export const unmeasured: TimelineSize = { rowHeight: 24, height: 0, width: 0, rem: 16, digit: 7, mono: 7 };

/** Tells the sizes now and whenever they change: with the window, a pane, the zoom, a font. Returns what ends it. */
export function watchSize(measured: Measured, onSize: (size: TimelineSize) => void): () => void {
  const { head, box, digits, characters } = measured;
  const observer = new ResizeObserver(() =>
    onSize({
      rowHeight: head.getBoundingClientRect().height,
      height: box.clientHeight,
      width: box.clientWidth - Number.parseFloat(getComputedStyle(head).paddingLeft),
      rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      digit: digits.getBoundingClientRect().width / 10,
      mono: characters.getBoundingClientRect().width / 10,
    }),
  );
  for (const element of [head, box, digits, characters]) observer.observe(element);
  return () => observer.disconnect();
}
