import { contextFlags, flagBit, flagNames } from '../../protocol/index.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';
import { changes, costs, packetTest } from './row-test.ts';
import type { RowTest } from './row-test.ts';

/** Flags, by what is asked of their names: a packet that has any that passes. */
export function anyFlag(session: SessionLog, test: (name: string) => boolean): RowTest {
  const wanted = flagNames.filter(test);
  const mask = wanted.reduce((bits, name) => bits | flagBit(name), 0);
  const isContextual = (mask & contextFlags) !== 0;
  const cells = new RowCells();
  const matches = (row: number): boolean => {
    return session.log.read(row, cells) && (session.flags.maskOf(cells) & mask) !== 0;
  };
  return packetTest(costs.flag, (at) => matches(at.row), isContextual ? changes.context : 0);
}
