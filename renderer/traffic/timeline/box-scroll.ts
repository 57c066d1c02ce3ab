import { isCapped, rowsThatFit, topOfScroll } from '../../ui/row-window.ts';
import type { Geometry } from '../../ui/row-window.ts';
import type { LogView } from '../log-view.svelte.ts';

/** What is used of the box that scrolls. */
export type ScrolledBox = Pick<HTMLElement, 'scrollTop' | 'clientHeight' | 'scrollHeight'>;

interface BoxScrollOptions {
  readonly log: Pick<LogView, 'readable'> & { readonly scroll: Pick<LogView['scroll'], 'top' | 'hold' | 'scrollTo'> };
  readonly geometry: () => Geometry;
}

/** Tells a person's scrolling of the box from our own, and passes it on to the log's view. */
export class BoxScroll {
  readonly #options: BoxScrollOptions;
  /** Where we scrolled to ourselves. */
  #own = -1;

  constructor(options: BoxScrollOptions) {
    this.#options = options;
  }

  /** Scrolls the box to where the rows that are read stand. */
  put(box: ScrolledBox, wanted: number): void {
    if (Math.abs(box.scrollTop - wanted) >= 1) box.scrollTop = wanted;
    this.#own = box.scrollTop;
  }

  scrolled(box: ScrolledBox): void {
    const { log, geometry } = this.#options;
    if (Math.abs(box.scrollTop - this.#own) < 1) return;
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    log.scroll.scrollTo(topOfScroll(geometry(), box.scrollTop), atEnd);
  }

  wheeled(event: WheelEvent): void {
    const { log } = this.#options;
    const geometry = this.#options.geometry();
    const fit = rowsThatFit(geometry);
    // In a flood the box is scrolled to its end each frame, and would swallow a slow wheel.
    if (event.deltaY < 0 && !event.ctrlKey && log.readable > fit) log.scroll.hold();
    if (!isCapped(geometry) || event.ctrlKey) return;
    event.preventDefault();
    const top = log.scroll.top + event.deltaY / (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? geometry.rowHeight : 1);
    const last = log.readable - fit;
    log.scroll.scrollTo(Math.min(top, last), top >= last);
  }
}
