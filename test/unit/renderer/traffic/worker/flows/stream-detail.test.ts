import { describe, expect, it } from 'vitest';
import { AllRows } from '../../../../../../renderer/traffic/worker/filter/shown-rows.ts';
import { RowWindow } from '../../../../../../renderer/traffic/worker/rows/row-window.ts';
import { flowsMaximum } from '../../../../../../renderer/traffic/worker/flows/flow-table.ts';
import { makeSession, packetRow } from '../log-fixtures.ts';
import { append, chunk, detailOf, header, packetOf, streamOf, trailer } from './flow-fixtures.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a stream', () => {
  it('is joined, while its packets stay rows with its topic', () => {
    const { session } = makeSession();
    const packets = [header({ totalLength: 8n }), chunk(0, 'abc'), chunk(1, 'def'), chunk(2, 'gh'), trailer()];
    append(session, ...packets.map((value) => packetOf(value)));
    expect([0, 1, 2, 3, 4].map((row) => packetRow(session, row).topic)).toEqual(new Array(5).fill('notes'));
    expect(packetRow(session, 3).flow).toEqual({ kind: 'stream', id: 's1' });
    expect(packetRow(session, 0).preview).toBe('text/plain · complete, 3 chunks, 8 B · s1');
    const { content, ...rest } = streamOf(session, 2);
    expect(text(content)).toBe('abcdefgh');
    expect(rest).toEqual({
      kind: 'stream',
      id: 's1',
      topic: 'notes',
      mimeType: 'text/plain',
      name: '',
      isText: true,
      state: 'complete',
      reason: '',
      chunks: 3,
      bytes: 8,
      totalBytes: 8,
      compression: 'none',
      missing: [],
      repeated: [],
      startedAt: 1_000,
      endedAt: 1_004,
      headerRow: 0,
      trailerRow: 4,
      contentLeft: 0,
    });
  });

  it('tells missing and repeated chunks, and why it ended', () => {
    const { session } = makeSession();
    const bytesHeader = { case: 'byteHeader', value: { name: 'a.bin' } } as const;
    const chunks = [chunk(3, 'd'), chunk(0, 'a'), chunk(3, 'x')];
    const packets = [header({ contentHeader: bytesHeader, totalLength: 4_000n }), ...chunks, trailer('cancelled')];
    append(session, ...packets.map((value) => packetOf(value)));
    expect(packetRow(session, 3).flags).toEqual(['duplicate']);
    expect(detailOf(session, 3).because).toEqual([
      { flag: 'duplicate', row: 1, text: 'Chunk 3 of this stream came before, 2 ms earlier. livekit-client ignores it.' },
    ]);
    const progress = 'aborted, 2 chunks, 0.0 of 4.0 kB, 2 missing, 1 repeated';
    expect(packetRow(session, 0).preview).toBe(`text/plain · a.bin · ${progress} · s1`);
    const detail = streamOf(session, 0);
    expect(detail).toMatchObject({ state: 'aborted', reason: 'cancelled', name: 'a.bin' });
    expect(detail).toMatchObject({ missing: [1, 2], repeated: [3] });
    expect(text(detail.content)).toBe('ad');
  });

  it('may be without header, or whole in it', () => {
    const { session } = makeSession();
    append(session, packetOf(chunk(7, 'x', 's2')), packetOf(trailer('', 's2')));
    append(session, packetOf(header({ streamId: 's3', inlineContent: new TextEncoder().encode('all') })));
    const missing = [0, 1, 2, 3, 4, 5, 6];
    expect(streamOf(session, 0)).toMatchObject({ state: 'no-header', headerRow: undefined, missing });
    expect(packetRow(session, 2).preview).toBe('text/plain · complete, whole in its header, 3 B · s3');
    expect(text(streamOf(session, 2).content)).toBe('all');
  });

  it('belongs to its sender: another cannot mix chunks into it', () => {
    const { session } = makeSession();
    const evil = packetOf(chunk(0, 'evil'), 'PA_mallory', 'mallory');
    append(session, packetOf(header()), evil, packetOf(chunk(0, 'good')));
    expect(text(streamOf(session, 0).content)).toBe('good');
    expect(streamOf(session, 1)).toMatchObject({ state: 'no-header', topic: '' });
    expect(packetRow(session, 2).flags).toEqual([]);
  });

  it('begins anew when its id comes again after its end', () => {
    const { session } = makeSession();
    const packets = [header(), chunk(0, 'a'), trailer(), header(), chunk(0, 'b')];
    append(session, ...packets.map((value) => packetOf(value)));
    expect(packetRow(session, 4).flags).toEqual([]);
    expect(text(streamOf(session, 4).content)).toBe('b');
    expect(text(streamOf(session, 1).content)).toBe('a');
  });

  it('tells its progress in the row of its header while it is on screen', () => {
    const { session, log } = makeSession();
    const shown = new AllRows(log);
    const window = new RowWindow(session);
    append(session, packetOf(header({ totalLength: 4n })));
    window.show({ first: 0, count: 1, tail: false }, shown);
    const preview = (): string | undefined => {
      const row = window.read(shown, false)?.rows[0];
      return row?.type === 'packet' ? row.preview : undefined;
    };
    expect(preview()).toBe('text/plain · 0 chunks, 0 of 4 B · s1');
    append(session, packetOf(chunk(0, 'ab')));
    expect(preview()).toBe('text/plain · 1 chunk, 2 of 4 B · s1');
    append(session, packetOf(chunk(0, 'x', 's9')));
    expect(preview()).toBeUndefined();
    append(session, packetOf(chunk(1, 'cd')), packetOf(trailer()));
    expect(preview()).toBe('text/plain · complete, 2 chunks, 4 B · s1');
  });

  it('is told by its rows where it is too old to be followed', () => {
    const { session } = makeSession();
    const packets = [header(), chunk(0, 'ab'), chunk(2, 'ef'), trailer()];
    append(session, ...packets.map((value) => packetOf(value)));
    for (let index = 0; index < flowsMaximum; index += 1) append(session, packetOf(chunk(0, 'x', `other ${index}`)));
    expect(session.relations.flow(1)).toBeUndefined();
    const { content, ...detail } = streamOf(session, 1);
    expect([text(content), detail]).toMatchObject(['abef', { state: 'complete', missing: [1], headerRow: 0 }]);
  });

  it('has an id too long to be joined: its packets stand alone', () => {
    const { session } = makeSession();
    append(session, packetOf(header({ streamId: 's'.repeat(64_000) })));
    append(session, packetOf(chunk(2n ** 64n - 1n, 'x', 't'.repeat(256))));
    expect(packetRow(session, 0).flow).toBeUndefined();
    expect(packetRow(session, 1).flow).toBeDefined();
    expect(streamOf(session, 1).missing).toHaveLength(100);
  });

  it('keeps 1 MiB of content, and says how much is left out, evicted chunks too', () => {
    const { session, log } = makeSession({ budgetBytes: 4 * 1_024 * 1_024 });
    const part = 'x'.repeat(15_000);
    append(session, packetOf(header()));
    for (let index = 0; index < 500; index += 1) append(session, packetOf(chunk(index, part)));
    expect(log.firstRow).toBeGreaterThan(0);
    const detail = streamOf(session, 500);
    expect(detail).toMatchObject({ chunks: 500, bytes: 7_500_000, headerRow: undefined, missing: [], topic: 'notes' });
    expect([detail.content.length, detail.contentLeft]).toEqual([1_048_576, 7_500_000 - 1_048_576]);
  });
});
