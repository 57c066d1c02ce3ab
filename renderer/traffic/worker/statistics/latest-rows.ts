import { latestBytesMaximum } from '../../protocol/index.ts';
import type { LatestColumn, LatestRow } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import { groupName, nameMarks, senderKey, sortedIndices } from './group-rows.ts';
import { changedPaths, readJson } from './json-changes.ts';
import type { ChangedPath } from './json-changes.ts';
import type { LatestEntry } from './latest-entries.ts';

/** What was worked out of a newest packet, kept while it is the newest and on screen. */
interface Content {
  readonly row: number;
  readonly preview: string;
  readonly payload: Uint8Array | undefined;
  readonly changed: readonly ChangedPath[] | undefined;
}

/** The rows of the newest values that one view shows. */
export class LatestRows {
  readonly #session: SessionLog;
  #contents = new Map<number, Content>();

  constructor(session: SessionLog) {
    this.#session = session;
  }

  /** Rows `first` … `first + count - 1` in the order of a column. `now`: epoch ms. */
  read(ask: { first: number; count: number; sort: LatestColumn; descending: boolean }, now: number): LatestRow[] {
    const entries = this.#session.statistics.latest.list();
    const keys = entries.map((entry) => this.#sortKey(entry, ask.sort, now));
    const shown = sortedIndices(entries.length, keys, ask.descending).slice(ask.first, ask.first + ask.count);
    const contents = new Map<number, Content>();
    const rows: LatestRow[] = [];
    for (const index of shown) {
      const entry = entries[index];
      if (entry !== undefined) rows.push(this.#row(entry, now, contents));
    }
    this.#contents = contents;
    return rows;
  }

  #row(entry: LatestEntry, now: number, contents: Map<number, Content>): LatestRow {
    const { latest } = this.#session.statistics;
    const newest = latest.newest(entry);
    const known = this.#contents.get(entry.key);
    const isKnown = known?.row === newest.row && newest.row >= this.#session.log.firstRow;
    const content = isKnown ? known : this.#content(newest.row, newest.previousRow);
    contents.set(entry.key, content);
    const name = groupName(newest.group, this.#session);
    return {
      key: entry.key,
      ...name,
      ...nameMarks(name, this.#session),
      count: newest.count,
      rateNow: latest.rateNow(entry, now),
      row: newest.row,
      time: newest.time,
      preview: content.preview,
      payload: content.payload,
      changed: content.changed,
      isHeld: newest.row >= this.#session.log.firstRow,
    };
  }

  #content(row: number, previousRow: number | undefined): Content {
    const view = this.#session.row(row);
    const payload = this.#payload(row);
    const before = previousRow === undefined ? undefined : this.#payload(previousRow);
    const json = payload === undefined ? undefined : readJson(payload);
    const jsonBefore = before === undefined ? undefined : readJson(before);
    return {
      row,
      preview: view?.type === 'packet' ? view.preview : '',
      payload,
      changed: json === undefined || jsonBefore === undefined ? undefined : changedPaths(jsonBefore.value, json.value),
    };
  }

  /** A copy; undefined where the row is gone or its payload is too large. */
  #payload(row: number): Uint8Array | undefined {
    const { log } = this.#session;
    const cells = new RowCells();
    if (!log.read(row, cells) || cells.payloadSize > latestBytesMaximum) return undefined;
    return log.bytesOf(cells).slice(cells.payloadOffset, cells.payloadOffset + cells.payloadSize);
  }

  #sortKey(entry: LatestEntry, sort: LatestColumn, now: number): number | string {
    const { latest } = this.#session.statistics;
    switch (sort) {
      case 'sender':
        return senderKey(groupName(entry.groups[0] ?? 0, this.#session).sender);
      case 'topic':
        return groupName(entry.groups[0] ?? 0, this.#session).topic.toLowerCase();
      case 'age':
        return -latest.newest(entry).time;
      case 'rateNow':
        return latest.rateNow(entry, now);
      case 'count':
        return latest.newest(entry).count;
      default:
        return assertNever(sort);
    }
  }
}

function assertNever(value: never): never {
  throw new Error(`unexpected column ${String(value)}`);
}
