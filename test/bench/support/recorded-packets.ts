import { readFile } from 'node:fs/promises';
import type { McapTypes } from '@mcap/core';
import { readStream } from '../../support/mcap-reading.ts';

export interface PacketsOfFile {
  /** Of the channel that was asked for. */
  readonly packets: number;
  readonly packetBytes: number;
  readonly fileBytes: number;
  /** Of the first and the last packet, epoch ms. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** Numbers of rows go up by one from packet to packet; an event between two packets has a number, too. */
  readonly isWithoutHoles: boolean;
}

/** What is in a whole MCAP file, by another implementation; `topic` is that of one channel. */
export async function packetsOf(path: string, topic: string): Promise<PacketsOfFile> {
  const bytes = await readFile(path);
  const { messages, topics, isWhole, notes } = readStream(bytes);
  const packets = messages.filter(({ channelId }) => topics.get(channelId)?.topic === topic);
  const numbers = new Set(packets.map(({ sequence }) => sequence));
  for (const note of notes) if (note.type === 'event') numbers.add(note.number);
  const first = [...numbers].reduce((least, number) => Math.min(least, number), Infinity);
  return {
    packets: packets.length,
    packetBytes: packets.reduce((sum, { data }) => sum + data.length, 0),
    fileBytes: bytes.length,
    firstTime: timeOf(packets.at(0)),
    lastTime: timeOf(packets.at(-1)),
    isWithoutHoles: isWhole && [...Array(numbers.size).keys()].every((index) => numbers.has(first + index)),
  };
}

function timeOf(message: McapTypes.Message | undefined): number {
  return message === undefined ? NaN : Number(message.logTime / 1_000n) / 1_000;
}
