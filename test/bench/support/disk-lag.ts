import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Opcode of an MCAP chunk; its record begins with the times of its first and last message, u64 ns. */
const chunkOpcode = 0x06;
const everyMs = 20;

/** Follows an MCAP file that is being written: how late the rows of each chunk are in it. */
export class DiskLag {
  /** Of each chunk, ms from its oldest row to when it was found on disk. */
  readonly lags: number[] = [];
  readonly #file: FileHandle;
  #at: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, at: number) {
    this.#file = file;
    this.#at = at;
  }

  /** Begins behind what is in the file now. */
  static async follow(path: string): Promise<DiskLag> {
    const file = await open(path, 'r');
    const lag = new DiskLag(file, 8);
    await lag.#look();
    lag.lags.length = 0;
    lag.#timer = setInterval(() => {
      lag.#looking = lag.#looking.then(() => lag.#look());
    }, everyMs);
    return lag;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#file.close();
  }

  async #look(): Promise<void> {
    const now = Date.now();
    const { size } = await this.#file.stat();
    const head = new DataView(new ArrayBuffer(9 + 16));
    for (;;) {
      const { bytesRead } = await this.#file.read(head, 0, head.byteLength, this.#at);
      if (bytesRead < head.byteLength) return;
      const end = this.#at + 9 + Number(head.getBigUint64(1, true));
      if (end > size) return;
      if (head.getUint8(0) === chunkOpcode) this.lags.push(now - Number(head.getBigUint64(9, true) / 1_000_000n));
      this.#at = end;
    }
  }
}
