import { flagBit, flagNames } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import { changes, costs, packetTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';

/** What the room tells of, and so may change after the packet was logged. */
const contextFlags = ['speaks-as', 'hidden-sender', 'look-alike'] as const;

/** Flags, by what is asked of their names: a packet that has any that passes. */
export function anyFlag(session: SessionLog, test: (name: string) => boolean): RowTest {
  const wanted = flagNames.filter(test);
  const mask = wanted.reduce((bits, name) => bits | flagBit(name), 0);
  const isContextual = contextFlags.some((name) => wanted.includes(name));
  const cells = new RowCells();
  const matches = (row: number): boolean => {
    return session.log.read(row, cells) && (session.flags.maskOf(cells) & mask) !== 0;
  };
  return packetTest(costs.flag, (at) => matches(at.row), isContextual ? changes.context : 0);
}
