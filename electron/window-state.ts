import { readFile } from 'node:fs/promises';
import { z } from './contract/zod.ts';
import { writeFileAtomic } from './services/atomic-file.ts';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const stored = z.object({ bounds, maximised: z.boolean() });

/** Pixels as Electron counts them (device independent). */
export type Bounds = z.infer<typeof bounds>;

export interface WindowPlacement {
  readonly width: number;
  readonly height: number;
  /** Left out: centred. */
  readonly position: { readonly x: number; readonly y: number } | undefined;
  readonly maximised: boolean;
}

export const defaultSize = { width: 1_280, height: 800 } as const;
export const smallestSize = { width: 880, height: 560 } as const;
/** So much of the window must be on a screen for it to be found and dragged. */
const reachable = { width: 120, height: 40 } as const;

/**
 * Where the window opens: as it was, unless the screen it was on is gone or has become too small. Pure.
 *
 * @param text what the file holds; undefined or nonsense gives the default.
 * @param screens work areas of the screens there are now.
 */
export function placeWindow(text: string | undefined, screens: readonly Bounds[]): WindowPlacement {
  const saved = parse(text);
  if (saved === undefined) return { ...defaultSize, position: undefined, maximised: false };
  const { x, y } = saved.bounds;
  const width = Math.max(saved.bounds.width, smallestSize.width);
  const height = Math.max(saved.bounds.height, smallestSize.height);
  const isReachable = screens.some((screen) => {
    const overlapX = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    // The title bar is on top: that part must be on the screen.
    return overlapX >= reachable.width && y >= screen.y && y <= screen.y + screen.height - reachable.height;
  });
  return { width, height, position: isReachable ? { x, y } : undefined, maximised: saved.maximised };
}

function parse(text: string | undefined): z.infer<typeof stored> | undefined {
  if (text === undefined) return undefined;
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The file that remembers it. A lost size is no error worth a word. */
export class WindowStateFile {
  readonly #path: string;
  #written: Promise<void> = Promise.resolve();

  constructor(options: { readonly path: string }) {
    this.#path = options.path;
  }

  async read(): Promise<string | undefined> {
    return readFile(this.#path, 'utf8').catch(() => undefined);
  }

  /** Also resolves once what was asked before is on the disk. */
  write(state: z.infer<typeof stored>): Promise<void> {
    const text = JSON.stringify(state);
    this.#written = this.#written.then(() => writeFileAtomic(this.#path, text)).catch(() => undefined);
    return this.#written;
  }
}
