import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';

export interface AuditFileOptions {
  /** Of the newest lines; the older files stand beside it, as `…-1.jsonl` (the newest of them) and so on. */
  readonly path: string;
  /** Bytes from which on a new file is begun. Left out: 8 MiB. */
  readonly rotateAt?: number;
  /** Left out: 10. */
  readonly keepOlder?: number;
  /** The first line of a new file. @param deleted the oldest file made way for it */
  readonly firstLine: (deleted: boolean) => string;
}

/** A file of the log, held open: it can be read to `size` whatever is renamed or appended meanwhile. */
export interface OpenAuditFile {
  readonly handle: FileHandle;
  readonly size: number;
}

const mebibytes = 1024 * 1024;

/**
 * Lines on the disk, append only. Each is one write: whatever ends this process afterwards, the line is there. It is
 * not flushed to the disk, which only a crash of the whole machine could tell from that.
 */
export class AuditFile {
  readonly #options: AuditFileOptions;
  /** One after the other: a rotation and a line must not meet. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: AuditFileOptions) {
    this.#options = options;
  }

  get path(): string {
    return this.#options.path;
  }

  /** Rejects with the system's error where the line could not be written. @param line without its end */
  append(line: string): Promise<void> {
    return this.#inTurn(async () => {
      await mkdir(path.dirname(this.path), { recursive: true });
      const size = await this.#write(line);
      const { rotateAt = 8 * mebibytes } = this.#options;
      if (size >= rotateAt) await this.#rotate();
    });
  }

  /** Newest first; close each. A log of which nothing was written yet is empty. */
  openAll(): Promise<readonly OpenAuditFile[]> {
    return this.#inTurn(async () => {
      const files: OpenAuditFile[] = [];
      for (const name of [this.path, ...this.#older()]) {
        const handle = await open(name, 'r').catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw error;
        });
        if (handle !== undefined) files.push({ handle, size: (await handle.stat()).size });
      }
      return files;
    });
  }

  /** @returns the size after it */
  async #write(line: string): Promise<number> {
    const file = await open(this.path, 'a+', 0o600);
    try {
      const { size } = await file.stat();
      // A line that a full disk cut short must not take the next one with it.
      const bytes = Buffer.from(`${(await endsLine(file, size)) ? '' : '\n'}${line}\n`, 'utf8');
      await file.appendFile(bytes);
      return size + bytes.length;
    } finally {
      await file.close();
    }
  }

  async #rotate(): Promise<void> {
    const names = [this.path, ...this.#older()];
    const oldest = names.at(-1) ?? '';
    const deleted = await rm(oldest).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
    for (let index = names.length - 2; index >= 0; index -= 1) {
      await rename(names[index] ?? '', names[index + 1] ?? '').catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    }
    await this.#write(this.#options.firstLine(deleted));
  }

  #older(): string[] {
    const { dir, name, ext } = path.parse(this.path);
    const { keepOlder = 10 } = this.#options;
    return Array.from({ length: keepOlder }, (_, index) => path.join(dir, `${name}-${index + 1}${ext}`));
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run, run);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
