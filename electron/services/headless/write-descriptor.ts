import { fstatSync, write } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import type { WriteSome } from './output-sink.ts';

/**
 * Writes to a descriptor of this process that is not closed. A pipe that nobody reads must hold up neither a signal nor
 * the end: `process.stdout` waits for the reader with the whole process, and fs.write with a thread that has to end first.
 */
export function writerTo(descriptor: number): WriteSome {
  const kind = fstatSync(descriptor);
  if (!kind.isFIFO() && !kind.isSocket()) {
    const writeSome = promisify(write);
    return async (bytes, offset) => (await writeSome(descriptor, bytes, offset)).bytesWritten;
  }
  const socket = new Socket({ fd: descriptor, readable: false, writable: true });
  // Each write tells of its own.
  socket.on('error', () => undefined);
  return (bytes, offset) =>
    new Promise((resolve, reject) => {
      socket.write(bytes.subarray(offset), (error) => {
        if (error instanceof Error) reject(error);
        else resolve(bytes.length - offset);
      });
    });
}
