import { zstdCompressSync } from 'node:zlib';
import { McapRecordBuilder } from '@mcap/core';

/** An MCAP of `times` chunks that each unpack to `chunkBytes` zeros: 3,000 of 16 MiB are 1.7 MB. */
export function zerosBomb(times: number, chunkBytes = 16 * 1_024 * 1_024): Buffer {
  const packed = new Uint8Array(zstdCompressSync(new Uint8Array(chunkBytes)));
  const head = new McapRecordBuilder();
  head.writeMagic();
  head.writeHeader({ profile: '', library: 'bomb' });
  const chunk = new McapRecordBuilder();
  chunk.writeChunk({
    messageStartTime: 0n,
    messageEndTime: 0n,
    uncompressedSize: BigInt(chunkBytes),
    uncompressedCrc: 0,
    compression: 'zstd',
    records: packed,
  });
  const tail = new McapRecordBuilder();
  tail.writeDataEnd({ dataSectionCrc: 0 });
  tail.writeFooter({ summaryStart: 0n, summaryOffsetStart: 0n, summaryCrc: 0 });
  tail.writeMagic();
  return Buffer.concat([head.buffer, ...Array<Uint8Array>(times).fill(chunk.buffer), tail.buffer]);
}
