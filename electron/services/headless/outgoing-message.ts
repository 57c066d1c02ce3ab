import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { z } from '../../contract/zod.ts';

/** A message that is to be sent as the participant that this console is. */
export interface OutgoingMessage {
  readonly kind: 'reliable' | 'lossy';
  /** Undefined: a packet without a topic. */
  readonly topic: string | undefined;
  /** Identities; empty: everyone. */
  readonly destinations: readonly string[];
  readonly payload: Uint8Array;
}

/** The fields of an NDJSON row that matter; all others are left alone, so that a recorded row can be sent as it is. */
const row = z.looseObject({
  kind: z.enum(['reliable', 'lossy']).optional(),
  topic: z.string().nullish(),
  destinations: z.array(z.string().min(1)).nullish(),
  payload: z.string().nullish(),
  payloadEncoding: z.enum(['utf8', 'base64']).optional(),
});

const allowed: Readonly<Record<string, string>> = {
  kind: '"reliable" or "lossy"',
  topic: 'a text, or null for none',
  destinations: 'a list of identities, each a text that is not empty; an empty list is everyone',
  payload: 'a text: what is sent, or its base64 with "payloadEncoding": "base64"',
  payloadEncoding: '"utf8" or "base64"',
};
const noObject = 'it must be one JSON object, such as {"topic":"chat","payload":"hello"}';

/** Bytes; far above what one data packet may carry, so that a file given by mistake is not read whole. */
export const outgoingFileMaximum = 1_048_576;

/**
 * Reads the file of `--send`. Pure.
 *
 * Refused: `not-json`, `bad-message`, with what is wrong where.
 */
export function readOutgoingMessage(text: string): Result<OutgoingMessage> {
  const line = text.replace(/^\uFEFF/, '').trim();
  if (line === '') return refused('not-json', 'it is empty: one message as JSON is needed');
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    const several = line.split('\n').filter((one) => one.trim() !== '').length;
    return refused('not-json', several > 1 ? 'it is not one JSON object; one message is sent, not several' : 'it is not JSON');
  }
  const parsed = row.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const [field] = issue?.path ?? [];
    return refused('bad-message', typeof field === 'string' ? `“${field}” must be ${allowed[field] ?? 'left out'}` : noObject);
  }
  const { kind = 'reliable', topic, destinations, payload, payloadEncoding = 'utf8' } = parsed.data;
  if (payload === undefined || payload === null) return refused('bad-message', 'it has no “payload”');
  if (payloadEncoding === 'base64' && !isBase64(payload)) return refused('bad-message', '“payload” is not base64');
  return ok({
    kind,
    // A row of a packet without a topic has an empty one.
    topic: topic === null || topic === '' ? undefined : topic,
    destinations: destinations ?? [],
    payload: new Uint8Array(Buffer.from(payload, payloadEncoding)),
  });
}

/** Strict where Node's reader takes anything. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
