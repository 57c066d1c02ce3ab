import type { FileHandle } from 'node:fs/promises';
import { z } from '../../contract/zod.ts';

/** What an NDJSON file tells of itself in its first and last line. */
export interface NdjsonHead {
  readonly begin: z.infer<typeof sessionLine> | undefined;
  readonly end: z.infer<typeof endLine> | undefined;
}

/** A longer first or last line is not looked at. */
const lineBytes = 64 * 1_024;

const sessionLine = z.looseObject({
  note: z.literal('session'),
  room: z.string(),
  profile: z.string(),
  startedAtMs: z.number(),
  server: z.string().catch(''),
});
const endLine = z.looseObject({ note: z.literal('end'), rows: z.number(), endedAtMs: z.number() });

export async function readNdjsonHead(file: FileHandle, size: number): Promise<NdjsonHead> {
  const read = async (at: number): Promise<string> => {
    const bytes = new Uint8Array(Math.min(lineBytes, size));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    return new TextDecoder().decode(bytes.subarray(0, bytesRead));
  };
  const [first = ''] = (await read(0)).split('\n', 1);
  const lines = (await read(Math.max(0, size - lineBytes))).trimEnd().split('\n');
  return { begin: parsed(sessionLine, first), end: parsed(endLine, lines.at(-1) ?? '') };
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
