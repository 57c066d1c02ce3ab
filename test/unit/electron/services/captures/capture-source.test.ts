import { open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { CaptureSource, parseRange, rangeMaximum } from '../../../../../electron/services/captures/capture-source.ts';
import { rangeMaximum as readerMaximum } from '../../../../../renderer/traffic/worker/capture/range-source.ts';

it('takes one range with both ends, of a bounded length', () => {
  expect(parseRange('bytes=0-0')).toEqual({ start: 0, length: 1 });
  expect(parseRange('bytes=10-19')).toEqual({ start: 10, length: 10 });
  expect(parseRange(`bytes=1-${rangeMaximum}`)).toEqual({ start: 1, length: rangeMaximum });
  const bad = [null, '', 'bytes=', 'bytes=5-', 'bytes=-5', 'bytes=9-3', 'bytes=0-1,4-5', `bytes=0-${rangeMaximum}`, 'items=0-1'];
  for (const range of [...bad, 'bytes=9007199254740990-9007199254740993', 'bytes=99999999999999999999-999999999999999999999']) {
    expect(parseRange(range)).toBeUndefined();
  }
});

it('serves as much as the reader asks for', () => {
  expect(readerMaximum).toBe(rangeMaximum);
});

it('answers nothing once it is closed', async () => {
  const file = path.join(tmpdir(), `capture-source-${process.pid}`);
  await writeFile(file, 'abcdef');
  const source = new CaptureSource(await open(file));
  expect(await source.answer('bytes=1-2')).toEqual({ status: 206, bytes: Uint8Array.of(98, 99), contentRange: 'bytes 1-2/*' });
  expect(await source.answer('bytes=6-7')).toMatchObject({ status: 416 });
  await source.close();
  expect(await source.answer('bytes=1-2')).toMatchObject({ status: 416 });
  await rm(file);
});
