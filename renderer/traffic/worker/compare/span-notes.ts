import type { RoomEventEntry } from '../../protocol/index.ts';

/** A connection that is lost more often is not told apart any more: what is missing then has no explanation. */
const gapsMaximum = 1_000;
/** Who is in the room already is told with the answer to the join, before the server sends anything of its own. */
const rollCallMs = 500;

/** How far a log reaches, and when its console was connected, as its own rows say. Times: epoch ms of its own clock. */
export class SpanNotes {
  /** Of the earliest and the latest row; a note of a file may have a later time than the rows after it. */
  from = Infinity;
  to = -Infinity;
  readonly #connectedAt: number[] = [];
  readonly #gaps: { readonly from: number; readonly to: number }[] = [];
  #lostAt: number | undefined;

  takeTime(time: number): void {
    if (time < this.from) this.from = time;
    if (time > this.to) this.to = time;
  }

  /** The log's next room event; `previous`: time of the row before it. */
  takeEvent(entry: Pick<RoomEventEntry, 'event' | 'severity' | 'time'>, previous: number): void {
    if (entry.event === 'connection') this.#lostAt = entry.severity === 'warn' ? entry.time : undefined;
    const isConnected = entry.event === 'gap' || (entry.event === 'connection' && entry.severity === 'info');
    if (isConnected && this.#connectedAt.length < gapsMaximum) this.#connectedAt.push(entry.time);
    if (entry.event !== 'gap') return;
    // A file that goes on after a crash says only that there is a gap: then it began with the row before.
    if (this.#gaps.length < gapsMaximum) this.#gaps.push({ from: this.#lostAt ?? previous, to: entry.time });
    this.#lostAt = undefined;
  }

  /** The console had just joined: participants that are told as having joined were there before. */
  isRollCall(time: number): boolean {
    return this.#connectedAt.some((at) => time >= at && time - at <= rollCallMs);
  }

  isInGap(time: number): boolean {
    return this.#gaps.some(({ from, to }) => time >= from && time <= to);
  }
}
