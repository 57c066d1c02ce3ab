import { z } from '../../../electron/contract/zod.ts';

/**
 * A filter as a plain tree: parsed and checked on the page (filter/), evaluated in the worker (worker/filter/), which
 * knows nothing of the language's spelling.
 *
 * Fields of packets never match a room event, and the other way round, save `time`, `from`, `text`, `row`, `marked`
 * and plain words, which both have. `not` turns that round too: `not kind == lossy` shows the events.
 */

/** What a field holds: text, a number, one of a list of words, or a value of the payload as JSON. */
export const filterFields = {
  /** reliable, lossy, track, foreign. */
  kind: 'word',
  /** in, out. */
  dir: 'word',
  /** A case of DataPacket, by the name that @livekit/protocol gives it. */
  case: 'word',
  /** One of flagNames. A row may have several: `==` is "has it". */
  flag: 'word',
  /** A RoomEventName. */
  event: 'word',
  /** Identity of the sender; of an event, whom it concerns. */
  from: 'text',
  sid: 'text',
  topic: 'text',
  /** Identities or sids that the packet is addressed to; any of them. Empty: to everyone. */
  to: 'text',
  /** The data channel's label. */
  label: 'text',
  /** Id of a text or byte stream, of an RPC's request: all packets of it. */
  stream: 'text',
  rpc: 'text',
  /** The payload as text; of an event, its title, text and values. */
  text: 'text',
  seq: 'number',
  /** Bytes on the channel, and of the payload within. */
  size: 'number',
  payload: 'number',
  /** Epoch ms. */
  time: 'number',
  /** Number of the row, counted from 1 as it is shown. */
  row: 'number',
  /** Marked by a person. Only as a test of its own: `marked`. */
  marked: 'flag',
  /** A value within the payload: `json.user.id`. */
  json: 'json',
} as const;
export type FilterField = keyof typeof filterFields;
const fieldNames = Object.keys(filterFields) as [FilterField, ...FilterField[]];

const operators = ['==', '!=', '<', '<=', '>', '>=', 'contains', '~'] as const;
export type FilterOperator = (typeof operators)[number];

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);
export type FilterScalar = z.infer<typeof scalar>;

/** Keys and indices from the payload's root. Empty: the root itself. */
const path = z.array(z.union([z.string(), z.number().int().min(0)])).max(100);
export type JsonPath = z.infer<typeof path>;

export type FilterTree =
  | { readonly type: 'and' | 'or'; readonly parts: readonly FilterTree[] }
  | { readonly type: 'not'; readonly part: FilterTree }
  /** Plain words: found in sender, topic, sid, channel, case, event or payload text, case-folded. */
  | { readonly type: 'words'; readonly text: string }
  /** `contains` is case-folded, `~` is a pattern in RE2's syntax, `==` on text is exact. `path` with `json` only. */
  | {
      readonly type: 'compare';
      readonly field: FilterField;
      readonly path?: JsonPath | undefined;
      readonly operator: FilterOperator;
      readonly value: FilterScalar;
    }
  /** Equal to one of them. */
  | {
      readonly type: 'in';
      readonly field: FilterField;
      readonly path?: JsonPath | undefined;
      readonly values: readonly FilterScalar[];
    }
  /** The field is there at all: `topic`, `seq`, `flag`, `json.user`, `marked`. */
  | { readonly type: 'has'; readonly field: FilterField; readonly path?: JsonPath | undefined };

/** Deeper trees are refused by the parser, with a sentence. */
export const filterDepthMaximum = 50;
const partsMaximum = 1_000;

const field = z.enum(fieldNames);
export const filterTree: z.ZodType<FilterTree> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['and', 'or']), parts: z.array(filterTree).max(partsMaximum) }),
    z.object({ type: z.literal('not'), part: filterTree }),
    z.object({ type: z.literal('words'), text: z.string().max(10_000) }),
    z.object({
      type: z.literal('compare'),
      field,
      path: path.optional(),
      operator: z.enum(operators),
      value: scalar,
    }),
    z.object({ type: z.literal('in'), field, path: path.optional(), values: z.array(scalar).max(partsMaximum) }),
    z.object({ type: z.literal('has'), field, path: path.optional() }),
  ]),
);
