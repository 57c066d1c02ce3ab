import { describe, expect, it } from 'vitest';
import { sniffCapture } from '../../../../../electron/services/captures/sniff-capture.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const magic = [0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a];

describe('sniffCapture', () => {
  it('knows MCAP and lines of JSON', () => {
    expect(sniffCapture(Uint8Array.from([...magic, 1, 2]), 'x')).toBe('mcap');
    for (const text of ['{"time":1}\n', '\uFEFF {"a"', '{}', '\n\n{ "a": 1']) expect(sniffCapture(bytes(text), 'x')).toBe('ndjson');
  });

  it.each([
    [Uint8Array.from(magic.slice(0, 6)), 'cut before its first record'],
    [Uint8Array.from([0x89, 0x4d, 0x43, 0x41, 0x50, 0x31, 0x0d, 0x0a]), 'version of MCAP'],
    [bytes('#ROSBAG V2.0\n'), 'a ROS bag'],
    [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0), 'packed with zstd'],
    [Uint8Array.of(0x1f, 0x8b, 8), 'packed with gzip'],
    [Uint8Array.of(0x50, 0x4b, 3, 4), 'a ZIP archive'],
    [Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1), 'a network capture'],
    [bytes('SQLite format 3\0'), 'a SQLite database'],
    [bytes('[1, 2]'), 'not a capture'],
    [bytes('{broken'), 'not a capture'],
    [bytes('Dear'), 'not a capture'],
  ])('says what else a file is', (head, what) => {
    const answer = sniffCapture(head, 'my file');
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.reason).toBe('not-a-capture');
    expect(answer.message).toContain(what);
    expect(answer.message.startsWith('my file ')).toBe(true);
  });

  it('says that a table is an export', () => {
    expect(sniffCapture(bytes('time,label\n'), 'a.csv')).toMatchObject({ message: expect.stringContaining('is a table') });
  });
});
