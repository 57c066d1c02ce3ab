import { flagLook } from '../flag-look.ts';
import type { FlagLook } from '../flag-look.ts';
import type { FlagName, PacketDetail } from '../protocol/index.ts';

/** What is to be said about one flag of a packet. */
export interface FlagNote {
  readonly flag: FlagName;
  readonly look: FlagLook;
  /** With the figures of this packet; empty where there are none. */
  readonly sentences: readonly string[];
  /** The row that explains it; undefined: there is none, or it is gone. */
  readonly cause: number | undefined;
  /** That row is not held any more. */
  readonly isCauseGone: boolean;
}

const order = { bad: 0, warn: 1, mute: 2 } as const;

/** A note for each flag, the severest first. */
export function flagNotes({ row, because }: Pick<PacketDetail, 'row' | 'because'>): readonly FlagNote[] {
  return row.flags
    .map((flag) => {
      const causes = because.filter((cause) => cause.flag === flag);
      const cause = causes.find((one) => one.row !== undefined && one.row !== row.row)?.row;
      return {
        flag,
        look: flagLook(flag, row.skipped),
        sentences: causes.map(({ text }) => text).filter((text) => text !== ''),
        cause,
        isCauseGone: hasCause.has(flag) && causes.length > 0 && causes.every((one) => one.row === undefined),
      };
    })
    .sort((a, b) => order[a.look.severity] - order[b.look.severity]);
}

/** What the row behind a flag is, for the button that goes there. */
export function causeWord(flag: FlagName): string {
  if (flag === 'duplicate') return 'Go to the first';
  return flag === 'sdk-drops' ? 'Go to the cause' : 'Go to the one before';
}

/** Flags that the packet's neighbours in the sequence of its sender explain. */
export const sequenceFlags: ReadonlySet<FlagName> = new Set(['sdk-drops', 'seq-jump', 'duplicate', 'skipped', 'late']);

/** Flags that an earlier packet explains; the others are about the packet alone, and a jump may be of the first one. */
const hasCause: ReadonlySet<FlagName> = new Set(['sdk-drops', 'duplicate', 'skipped', 'late']);
