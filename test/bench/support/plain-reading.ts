import { open } from 'node:fs/promises';
import { DataPacket } from '@livekit/protocol';

const readBytes = 2 * 1_024 * 1_024;
const recordHeader = 9;
const messageHeader = 22;
const chunkOpcode = 0x06;
const messageOpcode = 0x05;
/** u64 start, u64 end, u64 size, u32 crc, u32 length of the compression's name, which is empty; u64 length of the records. */
const chunkHeader = 40;

/**
 * The loop that anybody would write: an MCAP of plain chunks from front to back, each packet decoded with LiveKit's own
 * protocol library and given to `test`. Answers how many it says yes to.
 */
export async function countPackets(path: string, test: (packet: DataPacket) => boolean): Promise<number> {
  const handle = await open(path, 'r');
  const piece = new Uint8Array(readBytes);
  let held: Uint8Array = new Uint8Array(0);
  let at = 0;
  /** Before the first record there is the magic. */
  let position = 8;
  let found = 0;
  try {
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, readBytes, position);
      if (bytesRead === 0) return found;
      held = Buffer.concat([held.subarray(at), piece.subarray(0, bytesRead)]);
      at = 0;
      position += bytesRead;
      const view = new DataView(held.buffer, held.byteOffset, held.length);
      while (at + recordHeader <= held.length) {
        const length = Number(view.getBigUint64(at + 1, true));
        // Into a chunk, over everything else.
        const opcode = held[at];
        const size = recordHeader + (opcode === chunkOpcode ? chunkHeader : length);
        if (at + size > held.length) break;
        if (opcode === messageOpcode) {
          const packet = DataPacket.fromBinary(held.subarray(at + recordHeader + messageHeader, at + size));
          if (test(packet)) found += 1;
        }
        at += size;
      }
    }
  } finally {
    await handle.close();
  }
}
