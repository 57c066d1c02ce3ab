import path from 'node:path';
import { expect } from 'vitest';
import type { RecordingOptions } from '../../../../../electron/contract/captures.ts';
import type { FeedMessage } from '../../../../../electron/contract/feed.ts';
import { FileSeries } from '../../../../../electron/services/captures/file-series.ts';
import { Recording } from '../../../../../electron/services/captures/recording.ts';
import type { RecordingParts } from '../../../../../electron/services/captures/recording.ts';
import { FakeRows, facts, makeFeeds } from '../../../../support/capture-fixtures.ts';

/** A recording into `demo.mcap` of a folder, fed by the test; its timers run when the test says `late`. */
export function makeRecordingIn(folder: string, change: Partial<RecordingOptions> = {}, parts: Partial<RecordingParts> = {}) {
  const file = path.join(folder, 'demo.mcap');
  const feeds = makeFeeds();
  const troubles: string[] = [];
  const clock = { now: 1_700_000_100_000 };
  const due: (() => void)[] = [];
  const options: RecordingOptions = { sessionId: 's1', format: 'mcap', from: 'now', ...change };
  const onTrouble = (message: string) => void troubles.push(message);
  const now = () => clock.now;
  const rotation = options.rotation ?? {};
  const recording = new Recording({
    id: 'r1',
    options,
    room: 'demo',
    rolling: false,
    files: new FileSeries({ path: file, isExact: true, format: options.format, library: 'room-console/0', rotation, onTrouble, now }),
    openFeed: feeds.openFeed,
    source: () => facts,
    now,
    schedule: (run) => {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
    onChanged: () => undefined,
    onTrouble,
    ...parts,
  });
  const rows = new FakeRows();
  const port = () => feeds.ports.at(-1) ?? expect.fail('no feed was asked for');
  const send = (message: FeedMessage) => port().tell(message);
  const goOn = () => recording.goOn(undefined, () => Promise.resolve(file));
  const late = () => {
    for (const run of due.splice(0)) run();
  };
  return { recording, feeds, file, rows, send, port, clock, troubles, goOn, late };
}
