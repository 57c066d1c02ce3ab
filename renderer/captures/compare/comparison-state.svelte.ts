import type { CompareAnswer, ComparedPair, ComparedPart, Comparison, ViewMessage } from '../../traffic/protocol/index.ts';
import { windowFor } from '../../traffic/timeline/asked-window.ts';
import { lastTop, reveal } from '../../ui/row-window.ts';

export type ComparedSideName = 'left' | 'right';

/** A row that is looked at, of the log on that side. */
export interface LookedRow {
  readonly side: ComparedSideName;
  readonly row: number;
}

interface PairWindow {
  readonly first: number;
  readonly total: number;
  readonly pairs: readonly ComparedPair[];
}

const empty: PairWindow = { first: 0, total: 0, pairs: [] };

/** A capture beside another log, as its tab shows them: which pairs are on screen, and what is looked at. */
export class ComparisonState {
  /** What it is compared with is being chosen. */
  choosing = $state(false);
  #send: ((message: ViewMessage) => void) | undefined;
  #with = $state<string>();
  #status = $state.raw<Comparison>();
  #part = $state.raw<ComparedPart>('all');
  #window = $state.raw(empty);
  #top = $state.raw(0);
  #fit = 0;
  #side = $state.raw<ComparedSideName>('left');
  #position = $state.raw<number>();
  #looked = $state.raw<LookedRow>();
  #noMore = $state.raw<1 | -1>();
  #ask = 0;
  #asked = { first: 0, count: 0 };
  /** The pair that is sought, until it is known where it stands. */
  #sought: { readonly pair: number; readonly above: number } | undefined;
  #searched = 0;

  /** Session or capture that it is compared with; undefined: with none. */
  get with(): string | undefined {
    return this.#with;
  }

  /** Undefined until the worker has told. */
  get status(): Comparison | undefined {
    return this.#status;
  }

  get part(): ComparedPart {
    return this.#part;
  }

  get window(): PairWindow {
    return this.#window;
  }

  /** Positions that can be scrolled through. */
  get readable(): number {
    return this.#window.total;
  }

  get top(): number {
    return this.#top;
  }

  /** Position of the pair that is looked at, in the part that is shown. */
  get position(): number | undefined {
    return this.#position;
  }

  /** The side of it that is looked at, or would be, if it had that pair. */
  get side(): ComparedSideName {
    return this.#side;
  }

  /** The row in the inspector; a new object each time that somebody looks. */
  get looked(): LookedRow | undefined {
    return this.#looked;
  }

  /** There is no further difference in this direction. */
  get noMore(): 1 | -1 | undefined {
    return this.#noMore;
  }

  /** `send` reaches a worker that knows nothing yet. */
  connect(send: (message: ViewMessage) => void): void {
    this.#send = send;
    if (this.#with !== undefined) this.#begin(this.#with);
  }

  begin(other: string): void {
    this.choosing = false;
    this.#forget();
    this.#part = 'all';
    this.#with = other;
    this.#begin(other);
  }

  /** Takes in the rows that came since. */
  again(): void {
    if (this.#with !== undefined) this.#begin(this.#with);
  }

  end(): void {
    this.#forget();
    this.#with = undefined;
    this.#send?.({ type: 'compare' });
  }

  show(part: ComparedPart): void {
    if (part === this.#part) return;
    const kept = this.#pairAt(this.#position) ?? this.#pairAt(Math.ceil(this.#top));
    const above = Math.max(0, (this.#position ?? this.#top) - this.#top);
    this.#part = part;
    this.#position = undefined;
    this.#noMore = undefined;
    if (kept === undefined) this.#askFor();
    else this.#seek(kept.pair, above < this.#fit ? above : 0);
  }

  setFit(fit: number): void {
    if (fit === this.#fit) return;
    this.#fit = fit;
    this.#askIfNeeded();
  }

  scrollTo(top: number): void {
    this.#sought = undefined;
    this.#top = Math.max(0, Math.min(top, lastTop(this.readable, this.#fit)));
    this.#askIfNeeded();
  }

  /** Looks at a pair on screen; at the side that has it, where that one is not there. */
  select(position: number, side: ComparedSideName = this.#side): void {
    this.#position = position;
    this.#side = side;
    this.#noMore = undefined;
    this.#look();
  }

  selectAt(position: number): void {
    if (this.readable === 0) return;
    const within = Math.min(this.readable - 1, Math.max(0, position));
    this.scrollTo(reveal(this.#top, within, this.#fit));
    this.select(within);
  }

  selectBy(step: number): void {
    this.selectAt(this.#position === undefined ? Math.ceil(this.#top) : this.#position + step);
  }

  deselect(): void {
    this.#position = undefined;
    this.#looked = undefined;
  }

  /** Goes to the next pair that a side lacks. */
  findDifference(step: 1 | -1): void {
    this.#searched += 1;
    const from = this.#position ?? (step === 1 ? Math.ceil(this.#top) - 1 : Math.floor(this.#top + this.#fit));
    this.#send?.({ type: 'findDifference', part: this.#part, from: Math.max(-1, from), step, ask: this.#searched * step });
  }

  take(answer: CompareAnswer): void {
    switch (answer.type) {
      case 'comparison':
        if (answer.with === this.#with) this.#takeStatus(answer);
        return;
      case 'compared':
        if (answer.ask === this.#ask && this.#with !== undefined) this.#takePairs(answer);
        return;
      case 'difference':
        if (Math.abs(answer.ask) === this.#searched) this.#goTo(answer.position, answer.ask > 0 ? 1 : -1);
        return;
      default:
        assertNever(answer);
    }
  }

  #begin(other: string): void {
    this.#status = undefined;
    this.#send?.({ type: 'compare', with: other });
    this.#askFor();
  }

  #forget(): void {
    this.deselect();
    this.#status = undefined;
    this.#window = empty;
    this.#top = 0;
    this.#sought = undefined;
    this.#noMore = undefined;
  }

  #takeStatus(status: Comparison): void {
    this.#status = status;
    // What was compared is no more, or is compared anew.
    if (status.state !== 'done') this.#window = empty;
  }

  #takePairs({ first, total, pairs }: PairWindow): void {
    this.#window = { first, total, pairs };
    const sought = this.#sought;
    if (sought !== undefined) {
      const found = pairs.findIndex(({ pair }) => pair === sought.pair);
      if (found >= 0) this.#position = first + found;
      this.#top = first - sought.above;
      this.#sought = undefined;
      this.#asked = { first, count: pairs.length };
    }
    this.#top = Math.max(0, Math.min(this.#top, lastTop(total, this.#fit)));
    if (this.#looked === undefined || this.#pairAt(this.#position)?.[this.#looked.side]?.row !== this.#looked.row) this.#look();
    this.#askIfNeeded();
  }

  #goTo(position: number | undefined, step: 1 | -1): void {
    this.#noMore = position === undefined ? step : undefined;
    if (position !== undefined) this.selectAt(position);
  }

  /** Once it is here: what is not yet is looked at when it comes. */
  #look(): void {
    const pair = this.#pairAt(this.#position);
    if (pair === undefined) return;
    const side = pair[this.#side] !== undefined ? this.#side : this.#side === 'left' ? 'right' : 'left';
    const row = pair[side]?.row;
    if (row !== undefined) this.#looked = { side, row };
  }

  #pairAt(position: number | undefined): ComparedPair | undefined {
    return position === undefined ? undefined : this.#window.pairs[position - this.#window.first];
  }

  #seek(pair: number, above: number): void {
    this.#sought = { pair, above };
    const { count } = windowFor({ top: 0, fit: this.#fit, following: false });
    this.#ask += 1;
    this.#send?.({ type: 'showCompared', part: this.#part, first: 0, count, pair, ask: this.#ask });
  }

  #askIfNeeded(): void {
    const { first, count } = this.#asked;
    const from = Math.max(0, Math.floor(this.#top) - Math.ceil(this.#fit / 2));
    const to = Math.min(this.readable, Math.ceil(this.#top + this.#fit * 1.5));
    if (this.#sought === undefined && (first > from || first + count < to || (this.#fit > 0 && count === 0))) this.#askFor();
  }

  #askFor(): void {
    this.#asked = windowFor({ top: this.#top, fit: this.#fit, following: false });
    this.#ask += 1;
    this.#send?.({ type: 'showCompared', part: this.#part, ...this.#asked, ask: this.#ask });
  }
}

function assertNever(answer: never): never {
  throw new Error(`unexpected answer ${String(answer)}`);
}
