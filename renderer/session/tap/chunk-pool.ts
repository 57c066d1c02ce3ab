import { SharedChunkWriter } from '../../traffic/shared-chunk.ts';

/**
 * Large enough that a flood begins a few dozen a second, small enough for the copies to stay near the processor. Memory
 * is only taken as it is written to.
 */
export const chunkBytes = 512 * 1_024;

/** Two are in use while the reader keeps up; what a slow one takes beyond these is not kept for later. */
const chunksKept = 4;

/**
 * Chunks that are used again: memory that is written to for the first time costs a page fault for each 4 KiB. One
 * is given out again only when its reader has said that it is done with it.
 */
export class ChunkPool {
  readonly #chunks: SharedChunkWriter[] = [];

  /** An empty chunk. */
  take(): SharedChunkWriter {
    const free = this.#chunks.find((chunk) => chunk.isDone);
    if (free !== undefined) {
      free.reset();
      return free;
    }
    if (this.#chunks.length >= chunksKept) return new SharedChunkWriter(chunkBytes);
    const chunk = new SharedChunkWriter(chunkBytes, this.#chunks.length);
    this.#chunks.push(chunk);
    return chunk;
  }
}
