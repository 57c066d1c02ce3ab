/**
 * Run under `ulimit -f`, which no file of this process may outgrow: records until that is said, and prints how it
 * stands then, as JSON. Argument: the file.
 */
import { FileSeries } from '../../electron/services/captures/file-series.ts';
import { RecordedFiles } from '../../electron/services/captures/recorded-files.ts';
import { FakeRows, channels, facts } from './capture-fixtures.ts';

const path = process.argv[2] ?? '';
const now = (): number => Date.now();
const onTrouble = (message: string): void => console.error(message);
const series = new FileSeries({ path, isExact: true, format: 'mcap', library: 'room-console/0', rotation: {}, onTrouble, now });
const files = new RecordedFiles({ files: series, source: () => facts, filter: '', payloads: true, now, onProblem: () => undefined });
await files.begin();
const rows = new FakeRows();
while (files.problem === undefined) {
  const batch = rows.batch(500);
  await files.write({ ...batch, channelOf: (index) => channels[index], onWritten: () => undefined });
}
console.log(JSON.stringify({ problem: files.problem, rows: files.totals.rows, waiting: files.waitingRows, bytes: series.bytes }));
