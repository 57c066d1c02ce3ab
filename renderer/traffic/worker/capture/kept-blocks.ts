import { joinBytes } from '../../../../electron/contract/join-bytes.ts';
import { blockBytes, blockKinds } from './block-table.ts';
import type { CaptureSink } from './capture-sink.ts';
import type { FileWindow } from './file-window.ts';

/** A chunk may unpack to much more than a block has; that is not kept for a look that may never come. */
const keptMaximum = 4 * blockBytes;

/** Keeps what an MCAP's reader has at hand anyway, so that the first looks at its rows read nothing again. */
export class KeptBlocks {
  readonly #sink: Pick<CaptureSink, 'blocks' | 'bytes'>;
  /** The open block of unpacked chunks, and their contents. */
  #unpackedBlock = -1;
  #unpacked: Uint8Array[] = [];

  constructor(sink: Pick<CaptureSink, 'blocks' | 'bytes'>) {
    this.#sink = sink;
  }

  /** Places a chunk that was unpacked into these bytes; `size`: of its record in the file. The position of its first. */
  placeUnpacked(fileStart: number, size: number, bytes: Uint8Array): number {
    const { blocks } = this.#sink;
    const position = blocks.place(blockKinds.chunks, fileStart, size, bytes.length);
    if (blocks.openBlock !== this.#unpackedBlock) this.#keepUnpacked();
    this.#unpackedBlock = blocks.openBlock ?? -1;
    if (bytes.length <= keptMaximum) this.#unpacked.push(bytes);
    return position;
  }

  /** Blocks end where the window does, so that what was just read can be kept. */
  close(window: FileWindow): void {
    const { blocks, bytes } = this.#sink;
    const open = blocks.openBlock;
    this.#keepUnpacked();
    blocks.close();
    const block = open === undefined ? undefined : blocks.block(open);
    if (block?.kind !== blockKinds.plain) return;
    const from = block.fileStart - window.offsetOf(0);
    if (from >= 0) bytes.put(block.number, window.bytes.slice(from, from + block.fileLength));
  }

  #keepUnpacked(): void {
    if (this.#unpacked.length > 0) this.#sink.bytes.put(this.#unpackedBlock, joinBytes(this.#unpacked));
    this.#unpacked = [];
  }
}
