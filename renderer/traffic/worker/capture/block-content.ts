import { joinBytes } from '../../../../electron/contract/join-bytes.ts';
import { blockKinds } from './block-table.ts';
import type { Block } from './block-table.ts';
import { packetOfLine } from './line-record.ts';
import { opcodes, recordHeaderBytes } from './mcap-framing.ts';
import { chunkHeader, readU64, unpackChunk, whyNotUnpacked } from './unpack-chunk.ts';

/**
 * The content of a block out of its bytes of the file; undefined where that is not what it was when the block was made:
 * somebody changed the file. `unpackMaximum` is the one that the file was read with.
 */
export function blockContent(block: Block, bytes: Uint8Array, unpackMaximum: number): Uint8Array | undefined {
  if (bytes.length !== block.fileLength) return undefined;
  if (block.kind === blockKinds.plain) return bytes;
  const parts = block.kind === blockKinds.chunks ? chunksIn(bytes, unpackMaximum) : packetsIn(bytes);
  const content = joinBytes(parts);
  return content.length === block.length ? content : undefined;
}

function chunksIn(bytes: Uint8Array, maximum: number): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at + recordHeaderBytes <= bytes.length) {
    const start = at + recordHeaderBytes;
    const end = start + readU64(view, at + 1);
    if (end > bytes.length) break;
    const header = view.getUint8(at) === opcodes.chunk ? chunkHeader(view, start, end) : undefined;
    if (header !== undefined && whyNotUnpacked(header, maximum) === undefined) {
      const unpacked = unpackChunk(bytes, header);
      if (unpacked.ok) parts.push(unpacked.bytes);
    }
    at = end;
  }
  return parts;
}

function packetsIn(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    const packet = packetOfLine(bytes, at, end);
    if (packet !== undefined) parts.push(packet);
    at = end + 1;
  }
  return parts;
}
