import { expect, test } from 'vitest';
import { BatchWriter, recordKinds } from '../../../../../electron/contract/feed-batch.ts';
import { OutputSink } from '../../../../../electron/services/headless/output-sink.ts';
import { TailOutput } from '../../../../../electron/services/headless/tail-output.ts';
import { makeFeeds, makeSchedule, settled } from '../../../../support/headless-fakes.ts';

test('rows that standard output did not take are not counted', async () => {
  const { schedule } = makeSchedule();
  const feeds = makeFeeds();
  let room = 1;
  const write = async (bytes: Uint8Array, offset: number): Promise<number> => {
    if ((room -= 1) < 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    return bytes.length - offset;
  };
  const sink = new OutputSink({ write, schedule, onEnd: () => undefined });
  const output = new TailOutput({ openFeed: feeds.openFeed, filter: undefined, sink, schedule, onProblem: () => undefined });
  output.begin('s1');
  const [feed] = feeds.real();
  if (feed === undefined) throw new Error('no feed');
  for (const [number, rows] of [[1, 4], [2, 10], [3, 12]] as const) {
    const batch = new BatchWriter();
    batch.add(recordKinds.text, 0, 0, 0, new TextEncoder().encode('{}\n'));
    feeds.batch(feed, number, { rows }, batch.take());
  }
  await settled();
  await output.finish();
  expect(output.totals.rows).toBe(4);
});
