import { z } from '../../../electron/contract/zod.ts';
import type { RowView } from './rows.ts';

/**
 * Two logs side by side. The one whose port it is stands left; the other one is in the same worker and stands right.
 * Pairs are counted from 0, in the order of their time; positions count those of one part.
 */

/** Pairs that are shown: all, those that both logs have, and those that only one has. */
export const comparedParts = ['all', 'both', 'left', 'right'] as const;
export type ComparedPart = (typeof comparedParts)[number];

const part = z.enum(comparedParts);
const position = z.number().int().min(0);

export const compareMessages = [
  /** Compare with this session or capture, anew where it is the same; undefined: no more. Answered by `comparison`. */
  z.object({ type: z.literal('compare'), with: z.string().min(1).max(200).optional() }),
  /** Which positions of which part are on screen; answered by `compared`, again when they are known anew. */
  z.object({
    type: z.literal('showCompared'),
    part,
    first: position,
    count: position.max(500),
    /** Start at this pair, or at the next one that is in the part, instead of at `first`. */
    pair: position.optional(),
    ask: z.number().int(),
  }),
  /**
   * The next pair that one side lacks, from position `from` (itself left out; −1 is before the first) on: one without an
   * explanation, where there are such. Answered by `difference`.
   */
  z.object({
    type: z.literal('findDifference'),
    part,
    from: z.number().int().min(-1),
    step: z.literal([1, -1]),
    ask: z.number().int(),
  }),
] as const;

/**
 * Why the other log lacks a row. The first ones need no explanation beyond that; from `filtered` on they are only what
 * can be said.
 *
 * console: a row about the console itself. no-bytes: without its bytes it cannot be found there. joined: the coming and
 * going of the other console itself, which its log tells otherwise. present: who was there already has a row of joining
 * where a console joins. before, after: the other log does not reach so far.
 * forgotten: it did, and its oldest rows went. gap: the other console was not connected. addressed: the packet names
 * destinations, and the other is none of them. filtered: it was recorded with a filter. again: it came once more here.
 * unsure: who the other console was is not known, and the packet names destinations. sent: sent here, and not received
 * there. lossy, unseen: on a lossy channel, on another one.
 */
export const missingReasons = [
  'console',
  'no-bytes',
  'joined',
  'present',
  'before',
  'after',
  'forgotten',
  'gap',
  'addressed',
  'unsure',
  'filtered',
  'again',
  'sent',
  'lossy',
  'unseen',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** One that is no difference in what the two consoles could see. */
export function isExplained(reason: MissingReason): boolean {
  return missingReasons.indexOf(reason) < missingReasons.indexOf('again');
}

/** What stands on one side of a pair. */
export interface ComparedSide {
  readonly row: number;
  /** Undefined: the row went meanwhile. */
  readonly view: RowView | undefined;
}

/** The same packet or event in both logs, or one that only one of them has. */
export interface ComparedPair {
  readonly pair: number;
  readonly left: ComparedSide | undefined;
  readonly right: ComparedSide | undefined;
  /** Of one in both: how much later it came to the right one, ms, by one clock. */
  readonly lateMs: number | undefined;
  /** Of one that a side lacks. */
  readonly why: MissingReason | undefined;
}

/** How far a comparison is. */
export interface Comparison {
  readonly type: 'comparison';
  readonly with: string;
  /** absent: the other log is not here. reading: one of them is still read. matching: under way. */
  readonly state: 'absent' | 'reading' | 'matching' | 'done';
  /** 0 … 1, of `matching`. */
  readonly progress: number;
  /** Pairs of each part, and those without an explanation among them; 0 until it is done. */
  readonly both: number;
  readonly left: number;
  readonly right: number;
  readonly leftOpen: number;
  readonly rightOpen: number;
  /** Ms that the right log's clock is ahead of the left's; undefined: they have no packet in common that tells it. */
  readonly offsetMs: number | undefined;
  /** False: one has no payloads, so that packets without a number of their own were told by their size. */
  readonly byPayload: boolean;
  /** Rows that came to one of the logs since. */
  readonly newer: number;
}

export type CompareAnswer =
  | Comparison
  | {
      readonly type: 'compared';
      readonly ask: number;
      readonly part: ComparedPart;
      readonly first: number;
      readonly total: number;
      readonly pairs: readonly ComparedPair[];
    }
  /** `position` undefined: there is none. */
  | { readonly type: 'difference'; readonly ask: number; readonly position: number | undefined };
