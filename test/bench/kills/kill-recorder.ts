import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { statusBytes } from './killed.ts';
import { lossOf, readLeft } from './left-file.ts';
import type { Loss } from './left-file.ts';

const recorder = fileURLToPath(new URL('recorder.ts', import.meta.url));
/** Of SequencedPacket: a varint of fixed length, at the end. */
const sequenceBytes = 5;

/**
 * Starts a recorder (recorder.ts) that writes to `path`, and kills it with SIGKILL `afterMs` after the first packet.
 * Rejects where what it left cannot be read.
 */
export async function killRecorder(path: string, perSecond: number, afterMs: number): Promise<Loss> {
  const child = spawn(process.execPath, [recorder, path, String(perSecond)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  let trouble = '';
  let killedAt: number | undefined;
  child.stderr.on('data', (data: Buffer) => (trouble += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    if (parts.length === 0) {
      setTimeout(() => {
        child.kill('SIGKILL');
        killedAt = Date.now();
      }, afterMs);
    }
    parts.push(data);
  });
  // What was said until the kill is in the pipe.
  await new Promise((resolve) => child.once('close', resolve));
  if (killedAt === undefined || trouble !== '') throw new Error(`a recorder ended by itself: ${trouble}`);
  const left = await readLeft(path);
  await rm(path);
  const said = Buffer.concat(parts);
  const receivedAt = (number: number): number | undefined => {
    for (let at = 0; at + statusBytes <= said.length; at += statusBytes) {
      if (said.readDoubleLE(at) >= number) return said.readDoubleLE(at + 8);
    }
    return undefined;
  };
  return lossOf({ left, first: 1, numbers: left.packets.map(sequenceOf), receivedAt, killedAt });
}

function sequenceOf(packet: Uint8Array): number {
  return packet.subarray(-sequenceBytes).reduceRight((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}
