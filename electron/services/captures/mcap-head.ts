import type { FileHandle } from 'node:fs/promises';
import { McapStreamReader, Opcode } from '@mcap/core';
import type { McapTypes } from '@mcap/core';
import type { FileFacts } from './capture-file.ts';
import { metadataNames } from './mcap-file.ts';

/** What an MCAP file tells of itself without being read through. */
export interface McapHead {
  /** False: it does not begin as MCAP does. */
  readonly isMcap: boolean;
  /** It has a summary and ends as it should. */
  readonly isWhole: boolean;
  /** Our own metadata: of the beginning, and of the end. Empty: of another system, or cut. */
  readonly begin: FileFacts;
  readonly end: FileFacts;
  readonly statistics: McapTypes.Statistics | undefined;
}

/** Nothing larger is read of any part, whatever the file says of its length. */
const partBytes = 64 * 1_024;
/** Magic, at both ends. */
const magic = Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a);
/** Of what the footer record holds: two places and a checksum. */
const footerLength = 20n;
/** The footer record and the magic behind it. */
const tailBytes = 1 + 8 + 20 + magic.length;

type ReadPart = (at: number, length: number) => Promise<Uint8Array>;

/** Reads some 64 KiB at both ends at most, however large the file, and whatever is in it. */
export async function readMcapHead(file: FileHandle, size: number): Promise<McapHead> {
  const read: ReadPart = async (at, length) => {
    // Where is no place in the file, nothing is.
    if (!Number.isSafeInteger(at) || at < 0 || at >= size || length <= 0) return new Uint8Array(0);
    const bytes = new Uint8Array(Math.min(length, partBytes, size - at));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    return bytes.subarray(0, bytesRead);
  };
  const first = await read(0, partBytes);
  const isMcap = startsWith(first, magic);
  const begin = isMcap ? (findMetadata(recordsOf(first, false), metadataNames.begin) ?? {}) : {};
  const none = { isMcap, isWhole: false, begin, end: {}, statistics: undefined };
  const footer = isMcap && size >= tailBytes ? footerOf(await read(size - tailBytes, tailBytes), size) : undefined;
  if (footer === undefined) return none;
  const { summaryAt, offsetsAt } = footer;
  const summaryEnd = size - tailBytes;
  // Both sections may be missing: then what there is of a summary is looked through, as far as one part reaches.
  const groups = offsetsAt === 0 ? [] : recordsOf(await read(offsetsAt, summaryEnd - offsetsAt), true);
  const summary = summaryAt === 0 || offsetsAt !== 0 ? [] : recordsOf(await read(summaryAt, summaryEnd - summaryAt), true);
  const group = async (opcode: number): Promise<Iterable<McapTypes.TypedMcapRecord>> => {
    for (const record of groups) {
      if (record.type !== 'SummaryOffset' || record.groupOpcode !== opcode) continue;
      return recordsOf(await read(Number(record.groupStart), Number(record.groupLength)), true);
    }
    return summary;
  };
  const statistics = [...(await group(Opcode.STATISTICS))].find((record) => record.type === 'Statistics');
  let end: FileFacts = {};
  for (const index of await group(Opcode.METADATA_INDEX)) {
    if (index.type !== 'MetadataIndex' || index.name !== metadataNames.end) continue;
    end = findMetadata(recordsOf(await read(Number(index.offset), Number(index.length)), true), index.name) ?? {};
  }
  return { isMcap, isWhole: true, begin, end, statistics };
}

/** Where the summary and its index begin; 0: there is none, which is allowed (MCAP specification, "Footer"). */
interface FooterPlaces {
  readonly summaryAt: number;
  readonly offsetsAt: number;
}

function footerOf(tail: Uint8Array, size: number): FooterPlaces | undefined {
  if (tail.length < tailBytes || tail[0] !== Opcode.FOOTER) return undefined;
  if (!startsWith(tail.subarray(-magic.length), magic)) return undefined;
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  if (view.getBigUint64(1, true) !== footerLength) return undefined;
  const places = { summaryAt: Number(view.getBigUint64(9, true)), offsetsAt: Number(view.getBigUint64(17, true)) };
  const isPlace = (at: number): boolean => at === 0 || (at >= magic.length && at <= size - tailBytes);
  const inOrder = places.offsetsAt === 0 || places.offsetsAt >= places.summaryAt;
  return isPlace(places.summaryAt) && isPlace(places.offsetsAt) && inOrder ? places : undefined;
}

/** The records at the beginning of some bytes, up to the first that is not whole, is a chunk, or makes no sense. */
function recordsOf(bytes: Uint8Array, noMagicPrefix: boolean): readonly McapTypes.TypedMcapRecord[] {
  const reader = new McapStreamReader({ noMagicPrefix, includeChunks: true, validateCrcs: false });
  const records: McapTypes.TypedMcapRecord[] = [];
  try {
    reader.append(bytes);
    for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) {
      if (record.type === 'Chunk') break;
      records.push(record);
    }
  } catch {
    // What was read until then is what there is.
  }
  return records;
}

function findMetadata(records: readonly McapTypes.TypedMcapRecord[], name: string): FileFacts | undefined {
  for (const record of records) {
    if (record.type === 'Metadata' && record.name === name) return Object.fromEntries(record.metadata);
  }
  return undefined;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);
}
