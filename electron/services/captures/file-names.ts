import path from 'node:path';
import { captureSuffixes } from '../../contract/captures.ts';
import type { FeedFormat } from '../../contract/feed.ts';

/** Of a name without its suffix; most file systems take 255 bytes for all of it, and a letter can have 4. */
const longest = 60;

/** `room-2026-11-24-130241.mcap`, by local time: what a new capture is called. Pure. */
export function captureName(room: string, startedAtMs: number, format: FeedFormat): string {
  const date = new Date(startedAtMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
  return `${safeName(room)}-${day}-${time}${captureSuffixes[format]}`;
}

/** What is left of a room's name when all that some file system minds is gone; never empty, never hidden. */
export function safeName(name: string): string {
  return cleanName(name) ?? 'room';
}

/** As `safeName`; undefined where nothing is left. */
export function cleanName(name: string): string | undefined {
  const safe = [...name.normalize('NFC')]
    .map((letter) => (/[\p{L}\p{N}._ -]/u.test(letter) ? letter : '_'))
    .slice(0, longest)
    .join('')
    .replace(/^[. -]+|[. ]+$/g, '');
  if (safe === '') return undefined;
  // Names of devices on Windows, with any suffix.
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe) ? `_${safe}` : safe;
}

/** `file.mcap` → `file-2.mcap`: the next files of a recording, and names beside one that is taken. Number: from 2. */
export function numberedPath(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
}

/** The format that a file's name says; undefined where it says none that is known. */
export function formatOf(file: string): FeedFormat | undefined {
  const ext = path.extname(file).toLowerCase();
  if (ext === captureSuffixes.mcap) return 'mcap';
  if (ext === captureSuffixes.ndjson || ext === '.jsonl') return 'ndjson';
  return ext === captureSuffixes.csv ? 'csv' : undefined;
}
