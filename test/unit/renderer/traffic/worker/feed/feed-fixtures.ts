import { DataPacket } from '@livekit/protocol';
import { BatchReader, recordKinds } from '../../../../../../electron/contract/feed-batch.ts';
import type { FeedChannel, FeedMessage, FeedNote, FeedRequest } from '../../../../../../electron/contract/feed.ts';
import { feedNote } from '../../../../../../electron/contract/feed.ts';
import { parseFilter } from '../../../../../../renderer/traffic/filter/parse-filter.ts';
import type { FilterTree } from '../../../../../../renderer/traffic/protocol/index.ts';
import { LogFeed } from '../../../../../../renderer/traffic/worker/feed/log-feed.ts';
import type { Scheduler } from '../../../../../../renderer/traffic/worker/scheduler.ts';
import type { SessionLog } from '../../../../../../renderer/traffic/worker/session-log.ts';
import { ManualScheduler } from '../log-fixtures.ts';

const decoder = new TextDecoder();

/** A record of a batch, with its bytes as what they are. */
export type FeedRecord =
  | { readonly kind: 'packet'; readonly number: number; readonly time: number; readonly channel: number; readonly bytes: Uint8Array }
  | { readonly kind: 'note' | 'head'; readonly number: number; readonly time: number; readonly note: FeedNote }
  | { readonly kind: 'text'; readonly number: number; readonly time: number; readonly text: string };

export function request(over: Partial<FeedRequest> = {}): FeedRequest {
  return { sourceId: 's', format: 'mcap', from: 'oldest', until: 'stopped', payloads: true, firstNumber: 0, ...over };
}

export function treeOf(text: string | undefined): FilterTree | undefined {
  if (text === undefined) return undefined;
  const { tree, diagnostics } = parseFilter(text);
  if (tree === undefined) throw new Error(diagnostics[0]?.message);
  return tree;
}

/** The other side of a feed: keeps what it is sent, and acknowledges when told to. */
export class FeedEnd {
  readonly messages: FeedMessage[] = [];
  readonly feed: LogFeed;
  readonly scheduler: ManualScheduler;
  hasEnded = false;
  /** Acknowledges each batch as it comes. */
  acknowledges = true;
  #acknowledged = 0;

  constructor(session: SessionLog, over: Partial<FeedRequest> = {}, options: { scheduler?: Scheduler } = {}) {
    this.scheduler = new ManualScheduler();
    const asked = request(over);
    this.feed = new LogFeed({
      session,
      request: asked,
      filter: treeOf(asked.filter),
      trigger: treeOf(asked.trigger),
      scheduler: options.scheduler ?? this.scheduler,
      post: (message) => this.messages.push(message),
      onEnd: () => {
        this.hasEnded = true;
      },
    });
  }

  /** The log has changed; what is due within a second then happens. */
  settle(ms = 1_000): this {
    this.feed.noteChange();
    for (let past = 0; past < ms; past += 25) {
      this.scheduler.advance(25);
      if (this.acknowledges) this.acknowledge();
    }
    return this;
  }

  acknowledge(): void {
    const number = this.batches.length;
    if (number === this.#acknowledged) return;
    this.#acknowledged = number;
    this.feed.take({ type: 'written', number });
  }

  of<T extends FeedMessage['type']>(type: T): readonly Extract<FeedMessage, { type: T }>[] {
    return this.messages.filter((message): message is Extract<FeedMessage, { type: T }> => message.type === type);
  }

  get batches() {
    return this.of('batch');
  }

  get channels(): readonly FeedChannel[] {
    return this.batches.flatMap(({ channels }) => channels);
  }

  get records(): readonly FeedRecord[] {
    return this.batches.flatMap(({ bytes }) => recordsOf(bytes));
  }

  get notes(): readonly FeedNote[] {
    return this.records.flatMap((record) => ('note' in record ? [record.note] : []));
  }

  get text(): string {
    return this.records.map((record) => (record.kind === 'text' ? record.text : '')).join('');
  }

  /** In one word each: the payload of a user packet, `event:joined`, `note:context`. */
  get story(): readonly string[] {
    return this.records.map((record) => {
      if (record.kind === 'packet') return payloadText(record.bytes);
      if (record.kind === 'text') return `text:${record.text}`;
      return record.note.type === 'event' ? `event:${record.note.event}` : `${record.kind}:${record.note.type}`;
    });
  }
}

function payloadText(bytes: Uint8Array): string {
  const packet = DataPacket.fromBinary(bytes);
  return packet.value.case === 'user' ? decoder.decode(packet.value.value.payload) : `case:${packet.value.case}`;
}

export function recordsOf(bytes: Uint8Array): FeedRecord[] {
  const reader = new BatchReader(bytes);
  const records: FeedRecord[] = [];
  while (reader.next()) {
    const { number, time, channel } = reader;
    if (reader.kind === recordKinds.packet) records.push({ kind: 'packet', number, time, channel, bytes: reader.bytes });
    else if (reader.kind === recordKinds.text) records.push({ kind: 'text', number, time, text: decoder.decode(reader.bytes) });
    else {
      const note = feedNote.parse(JSON.parse(decoder.decode(reader.bytes)));
      records.push({ kind: reader.kind === recordKinds.head ? 'head' : 'note', number, time, note });
    }
  }
  if (reader.problem !== undefined) throw new Error(reader.problem);
  return records;
}
