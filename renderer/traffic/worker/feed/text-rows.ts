import { BatchWriter, recordKinds } from '../../../../electron/contract/feed-batch.ts';
import type { FeedNote } from '../../../../electron/contract/feed.ts';
import type { SinkBatch, RowSink } from './row-sink.ts';
import { csvHead, csvLine, csvRemark } from './csv-line.ts';
import type { FeedRow } from './feed-row.ts';
import { LineWriter } from './line-writer.ts';
import { RowLines } from './row-line.ts';

const encoder = new TextEncoder();

/** Lines of rows, many in one record, in the place that they have among the notes. */
class TextRecords {
  readonly lines = new LineWriter();
  readonly #batch = new BatchWriter();
  #time = 0;
  #number = 0;

  get pendingBytes(): number {
    return this.#batch.usedBytes + this.lines.used;
  }

  /** To be called before a line is written. */
  begin(time: number, number: number): void {
    if (this.lines.used > 0) return;
    this.#time = time;
    this.#number = number;
  }

  note(note: FeedNote, time: number, number: number, isHead: boolean): void {
    this.#flush();
    const kind = isHead ? recordKinds.head : recordKinds.note;
    this.#batch.add(kind, time, number, 0, encoder.encode(JSON.stringify(note)));
  }

  take(): SinkBatch | undefined {
    this.#flush();
    return this.#batch.records === 0 ? undefined : { bytes: this.#batch.take(), channels: [] };
  }

  #flush(): void {
    const { lines } = this;
    if (lines.used === 0) return;
    this.#batch.add(recordKinds.text, this.#time, this.#number, 0, lines.bytes, 0, lines.used);
    lines.reset();
  }
}

/** Rows as lines of NDJSON. */
export class NdjsonRows implements RowSink {
  readonly #records = new TextRecords();
  readonly #lines: RowLines;

  constructor(payloads: boolean) {
    this.#lines = new RowLines({ into: this.#records.lines, payloads });
  }

  get pendingBytes(): number {
    return this.#records.pendingBytes;
  }

  write(row: FeedRow): void {
    this.#records.begin(row.cells.time, row.number);
    this.#lines.write(row);
  }

  note(note: FeedNote, time: number, number: number, isHead: boolean): void {
    this.#records.note(note, time, number, isHead);
  }

  take(): SinkBatch | undefined {
    return this.#records.take();
  }
}

/** Rows as lines of CSV, under a line of names. Of notes only what is missing has a place in a table. */
export class CsvRows implements RowSink {
  readonly #records = new TextRecords();
  readonly #payloads: boolean;
  #hasHead = false;

  constructor(payloads: boolean) {
    this.#payloads = payloads;
  }

  get pendingBytes(): number {
    return this.#records.pendingBytes;
  }

  write(row: FeedRow): void {
    this.#write(csvLine(row, this.#payloads), row.cells.time, row.number);
  }

  note(note: FeedNote, time: number, number: number): void {
    if (note.type === 'missing') this.#write(csvRemark(time, note.type, note.why), time, number);
    // A table of no rows has its line of names all the same.
    else this.#writeHead(time, number);
  }

  take(): SinkBatch | undefined {
    return this.#records.take();
  }

  #write(line: string, time: number, number: number): void {
    this.#writeHead(time, number);
    this.#records.begin(time, number);
    this.#records.lines.text(line);
  }

  #writeHead(time: number, number: number): void {
    if (this.#hasHead) return;
    this.#hasHead = true;
    this.#records.begin(time, number);
    this.#records.lines.ascii(csvHead);
    if (!this.#payloads) this.#records.lines.text(csvRemark(time, 'export', withoutPayloads));
  }
}

const withoutPayloads = 'Written without payloads: envelopes, sizes and flags only.';
