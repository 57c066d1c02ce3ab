import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { OpenCapture } from '../../contract/captures.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Refused, Result } from '../../contract/result.ts';
import { CaptureSource } from './capture-source.ts';
import type { RangeAnswer } from './capture-source.ts';
import { sniffBytes, sniffCapture } from './sniff-capture.ts';

/** An export that is under way is let through: the worker gives up on one that does not move after 30 s. */
const lingerMs = 30_000;
/** Each is a file that is kept open, and a log: more than anybody has tabs for. */
const openMaximum = 50;

export interface OpenCapturesOptions {
  /** Asks a person for a file; undefined where they cancelled. */
  readonly choose: () => Promise<string | undefined>;
  readonly newId: () => string;
  /** What nobody can guess: whoever has the address of a capture can read it. */
  readonly newKey: () => string;
  /** Address at which app-protocol.ts serves what `answer` answers for a key. */
  readonly urlOf: (key: string) => string;
  /** The page that holds the logs; it is told of a capture before anybody is told that it is open. */
  readonly page: { opened(capture: OpenCapture, url: string): void; closed(captureId: string): void };
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly onChanged: (list: readonly OpenCapture[]) => void;
  /** A file was opened: it belongs to the recent ones. */
  readonly onFile: (file: string) => void;
}

interface Held {
  readonly capture: OpenCapture;
  readonly key: string;
  readonly source: CaptureSource;
  /** Device and file: the same one by another path is the same capture. */
  readonly file: string;
}

/** Captures that are open for reading. The main process keeps their files open and serves their bytes, and reads nothing of them itself. */
export class OpenCaptures {
  readonly #options: OpenCapturesOptions;
  readonly #held = new Map<string, Held>();
  /** Closed, and still read by exports; with what takes the end of that back. */
  readonly #lingering = new Map<Held, () => void>();

  constructor(options: OpenCapturesOptions) {
    this.#options = options;
  }

  list(): readonly OpenCapture[] {
    return [...this.#held.values()].map(({ capture }) => capture);
  }

  /** Opens a file, or the one that is already open. Without a path a person is asked; undefined where they cancelled. */
  async open(given: string | undefined): Promise<Result<OpenCapture | undefined>> {
    const chosen = given ?? (await this.#options.choose());
    if (chosen === undefined) return ok(undefined);
    return this.#open(path.resolve(chosen));
  }

  close(captureId: string): void {
    const held = this.#held.get(captureId);
    if (held === undefined) return;
    this.#held.delete(captureId);
    this.#lingering.set(held, this.#options.schedule(() => this.#release(held), lingerMs));
    this.#options.page.closed(captureId);
    this.#options.onChanged(this.list());
  }

  closeAll(): void {
    for (const id of [...this.#held.keys()]) this.close(id);
    for (const [held, cancel] of [...this.#lingering]) {
      cancel();
      this.#release(held);
    }
  }

  /** The page that holds the logs is there, maybe anew: it reads all captures that are open. */
  handlePageReady(): void {
    for (const held of this.#held.values()) this.#announce(held);
  }

  /** Bytes of the capture with this key; undefined: there is none. `range`: the Range header. */
  answer(key: string, range: string | null): Promise<RangeAnswer> | undefined {
    const held = [...this.#held.values(), ...this.#lingering.keys()].find((one) => one.key === key);
    return held?.source.answer(range);
  }

  #release(held: Held): void {
    this.#lingering.delete(held);
    // Nothing was written: there is nothing to lose.
    held.source.close().catch(() => undefined);
  }

  async #open(file: string): Promise<Result<OpenCapture>> {
    const name = path.basename(file);
    let handle: FileHandle | undefined;
    try {
      // Before it is opened: opening a pipe waits for somebody who writes to it.
      const found = await stat(file);
      if (found.isDirectory()) return refused('is-a-folder', `${name} is a folder. Choose a capture in it (.mcap, .ndjson).`);
      if (!found.isFile()) return refused('not-a-file', `${name} is no file but a pipe or a device. Copy what it has into a file and open that.`);
      handle = await open(file, constants.O_RDONLY);
      const opened = await this.#take(handle, file, name);
      if (!opened.ok || opened.value.handle !== handle) await handle.close();
      return opened.ok ? ok(opened.value.capture) : opened;
    } catch (error) {
      await handle?.close().catch(() => undefined);
      return whyNotOpened(error, name);
    }
  }

  async #take(handle: FileHandle, file: string, name: string): Promise<Result<{ capture: OpenCapture; handle?: FileHandle }>> {
    const { size, dev, ino } = await handle.stat();
    const sameFile = `${dev}/${ino}`;
    const known = [...this.#held.values()].find((held) => held.file === sameFile);
    if (known !== undefined) return ok({ capture: known.capture });
    if (size === 0) return refused('empty', `${name} is empty: nothing was recorded into it, or it was never written. Choose another file.`);
    const head = new Uint8Array(Math.min(sniffBytes, size));
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const format = sniffCapture(head.subarray(0, bytesRead), name);
    if (typeof format !== 'string') return format;
    if (this.#held.size >= openMaximum) {
      return refused('too-many', `${openMaximum} captures are open already, which is as many as there can be. Close one and open ${name} again.`);
    }
    const capture: OpenCapture = { id: this.#options.newId(), path: file, name, format, bytes: size };
    const held: Held = { capture, key: this.#options.newKey(), source: new CaptureSource(handle), file: sameFile };
    this.#held.set(capture.id, held);
    this.#announce(held);
    this.#options.onFile(file);
    this.#options.onChanged(this.list());
    return ok({ capture, handle });
  }

  #announce({ capture, key }: Held): void {
    this.#options.page.opened(capture, this.#options.urlOf(key));
  }
}

function whyNotOpened(error: unknown, name: string): Refused {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refused('not-found', `${name} is not there: it was moved, renamed or deleted. Look for it and open it from its new place.`);
    case 'EACCES':
    case 'EPERM':
      return refused('no-permission', `${name} may not be read by you. Ask its owner, or change its permissions, and open it again.`);
    case 'ELOOP':
      return refused('link-loop', `${name} is a link that leads in a circle, so there is no file behind it. Open the file that it should lead to.`);
    case 'EMFILE':
    case 'ENFILE':
      return refused('too-many', `${name} could not be opened: too many files are open. Close some captures and try again.`);
    default:
      return refused('unreadable', `${name} could not be opened (${String(code)}). Is its drive still there? Try again, or copy the file to another place.`);
  }
}
