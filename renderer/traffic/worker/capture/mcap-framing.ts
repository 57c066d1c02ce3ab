import { McapConstants, McapStreamReader } from '@mcap/core';
import type { McapTypes } from '@mcap/core';

/** u8 opcode, u64 length of the content. */
export const recordHeaderBytes = 9;
/** u16 channel, u32 sequence, u64 log time, u64 publish time; the message's bytes follow. */
export const messageHeaderBytes = 2 + 4 + 8 + 8;

export const { MCAP_MAGIC } = McapConstants;

/** Records that are looked at, by their first byte. */
export const opcodes = {
  footer: Number(McapConstants.Opcode.FOOTER),
  schema: Number(McapConstants.Opcode.SCHEMA),
  channel: Number(McapConstants.Opcode.CHANNEL),
  message: Number(McapConstants.Opcode.MESSAGE),
  chunk: Number(McapConstants.Opcode.CHUNK),
  dataEnd: Number(McapConstants.Opcode.DATA_END),
} as const;

/**
 * Reads the record that is all of `bytes`, its header included; undefined where it is broken. For the few records that
 * describe a file: a message read so costs three objects and two big integers.
 */
export function describingRecord(bytes: Uint8Array): McapTypes.TypedMcapRecord | undefined {
  const reader = new McapStreamReader({ noMagicPrefix: true });
  try {
    reader.append(bytes);
    return reader.nextRecord();
  } catch {
    return undefined;
  }
}

/** Epoch ms with µs resolution of the nanoseconds at `at`. */
export function readTime(view: DataView, at: number): number {
  const microseconds = view.getUint32(at + 4, true) * 4_294_967.296 + view.getUint32(at, true) / 1_000;
  return Math.round(microseconds) / 1_000;
}
