import type { RowCursor } from './row-cursor.ts';

/** Whether a row is one of those that are looked for. */
export interface RowTest {
  /** About how long it takes, in arbitrary units: of several tests the quick ones come first. */
  readonly cost: number;
  /** What may change the answer for a row that was looked at already: bits of `changes`. */
  readonly changesWith: number;
  /** Undefined: not known yet, the row is large; to be asked again, for the same row, until it is. */
  matches(at: RowCursor): boolean | undefined;
}

export const changes = {
  /** The room tells who somebody is: SessionContext.version. */
  context: 1,
  /** A person marks rows: PacketLog.marksVersion. */
  marks: 2,
} as const;

/** About 10 ns each. */
export const costs = {
  column: 1,
  string: 2,
  event: 5,
  flag: 6,
  scan: 15,
  text: 20,
  json: 30,
  pattern: 50,
} as const;

/** A test that decides at once. */
export function rowTest(cost: number, matches: (at: RowCursor) => boolean, changesWith = 0): RowTest {
  return { cost, changesWith, matches };
}

/** Of packets only: a room event never matches. */
export function packetTest(cost: number, matches: (at: RowCursor) => boolean, changesWith = 0): RowTest {
  return rowTest(cost, (at) => !at.isEvent && matches(at), changesWith);
}

export const noRow: RowTest = rowTest(0, () => false);

export function allOf(parts: readonly RowTest[]): RowTest {
  const ordered = byCost(parts);
  return {
    ...summed(parts),
    matches: (at) => {
      for (const part of ordered) {
        const matched = part.matches(at);
        if (matched !== true) return matched;
      }
      return true;
    },
  };
}

export function anyOf(parts: readonly RowTest[]): RowTest {
  const ordered = byCost(parts);
  return {
    ...summed(parts),
    matches: (at) => {
      for (const part of ordered) {
        const matched = part.matches(at);
        if (matched !== false) return matched;
      }
      return false;
    },
  };
}

export function notOf(part: RowTest): RowTest {
  return {
    cost: part.cost,
    changesWith: part.changesWith,
    matches: (at) => {
      const matched = part.matches(at);
      return matched === undefined ? undefined : !matched;
    },
  };
}

/** A packet for which the test says no: `topic != "a"`. */
export function packetNotOf(part: RowTest): RowTest {
  const not = notOf(part);
  return { ...not, matches: (at) => !at.isEvent && not.matches(at) };
}

function byCost(parts: readonly RowTest[]): readonly RowTest[] {
  return [...parts].sort((a, b) => a.cost - b.cost);
}

function summed(parts: readonly RowTest[]): Pick<RowTest, 'cost' | 'changesWith'> {
  return {
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
    changesWith: parts.reduce((bits, { changesWith }) => bits | changesWith, 0),
  };
}
