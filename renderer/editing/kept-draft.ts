import { z } from '../../electron/contract/zod.ts';

/**
 * Whether a draft outlives its page. none: there is nothing to keep. kept: it does. restored: it comes from an earlier
 * tab or page. too-large: one draft, or all of them, take more than can be kept. no-room: the browser's store is full.
 */
export type KeepState = 'none' | 'kept' | 'restored' | 'too-large' | 'no-room';

const keptText = z.object({ base: z.string(), text: z.string() });

/** A draft as it is written to the store. */
export const keptDraft = z.object({
  /** Epoch ms. */
  savedAtMs: z.number(),
  metadata: keptText.optional(),
  name: keptText.optional(),
  attributes: z.array(z.tuple([z.string(), z.object({ base: z.string().optional(), value: z.string() })])),
  newAttribute: z.object({ key: z.string(), value: z.string() }).optional(),
});
export type KeptDraft = z.infer<typeof keptDraft>;

/** Names of rooms and identities hold any character, so each part is encoded. */
export function placeOf(profileId: string, room: string): string {
  return `room-console.draft/${encodePart(profileId)}/${encodePart(room)}`;
}

/** A lone surrogate cannot be encoded. */
export function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'));
}
