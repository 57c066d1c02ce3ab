import { feedNote } from '../../contract/feed.ts';
import { z } from '../../contract/zod.ts';

/** Of the channel with our own notes: an MCAP schema of encoding `jsonschema`. */
export const noteSchemaName = 'room_console.Note';

let built: Uint8Array | undefined;

export function noteSchema(): Uint8Array {
  built ??= new TextEncoder().encode(
    JSON.stringify({ title: noteSchemaName, type: 'object', ...z.toJSONSchema(feedNote, { unrepresentable: 'any' }) }),
  );
  return built;
}
