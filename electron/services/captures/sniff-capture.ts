import type { CaptureFormat } from '../../contract/captures.ts';
import { refused } from '../../contract/result.ts';
import type { Refused } from '../../contract/result.ts';

/** So many bytes of the beginning tell what a file is. */
export const sniffBytes = 4_096;

/** 0x89, `MCAP`, the version, CR LF: https://mcap.dev/spec, “Magic”. */
const mcapMagic = [0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a];
const versionAt = 5;

/** Files that people have lying beside their captures, by how they begin. */
const otherFiles: readonly { readonly begins: readonly number[]; readonly what: string; readonly next: string }[] = [
  { begins: bytesOf('#ROSBAG V'), what: 'a ROS bag', next: 'Convert it to MCAP first (mcap convert), or choose another file.' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed with zstd', next: 'Unpack it first (zstd -d), then open what comes out.' },
  { begins: [0x1f, 0x8b], what: 'packed with gzip', next: 'Unpack it first (gunzip), then open what comes out.' },
  { begins: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive', next: 'Unpack it first, then open the capture in it.' },
  { begins: [0xd4, 0xc3, 0xb2, 0xa1], what: 'a network capture (pcap)', next: 'Choose a file that Room Console recorded.' },
  { begins: [0x0a, 0x0d, 0x0d, 0x0a], what: 'a network capture (pcapng)', next: 'Choose a file that Room Console recorded.' },
  { begins: bytesOf('SQLite format 3'), what: 'a SQLite database', next: 'Choose a file that Room Console recorded.' },
];

/** What a file is, told by its beginning, or why it is no capture. `name`: of the file, for the sentence. Pure. */
export function sniffCapture(head: Uint8Array, name: string): CaptureFormat | Refused {
  if (begins(head, mcapMagic)) return 'mcap';
  if (begins(head, mcapMagic.slice(0, versionAt))) {
    return head.length < mcapMagic.length
      ? notOne(name, 'was cut before its first record', 'There is nothing in it that could be shown. Choose another file.')
      : notOne(name, 'is written in a version of MCAP that Room Console does not know (it knows version 0)', 'Convert it, or choose another file.');
  }
  if (isJsonLine(head)) return 'ndjson';
  const other = otherFiles.find((known) => begins(head, known.begins));
  if (other !== undefined) return notOne(name, `is ${other.what}, not a capture`, other.next);
  if (/\.csv$/i.test(name)) {
    return notOne(name, 'is a table; packets cannot be told from it', 'Open the MCAP or NDJSON file that it was exported from.');
  }
  return notOne(
    name,
    'is not a capture: it begins neither as MCAP nor as lines of JSON',
    'Choose a file that Room Console recorded or exported (.mcap, .ndjson).',
  );
}

/** An object, or as much of one as there is; a file of one JSON document over many lines begins like that, too. */
function isJsonLine(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '').trimStart();
  return /^\{\s*("|\}|$)/.test(text);
}

function begins(bytes: Uint8Array, with_: readonly number[]): boolean {
  return bytes.length >= with_.length && with_.every((byte, index) => bytes[index] === byte);
}

function notOne(name: string, why: string, next: string): Refused {
  return refused('not-a-capture', `${name} ${why}. ${next}`);
}

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
