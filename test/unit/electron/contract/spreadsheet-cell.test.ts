import { expect, it } from 'vitest';
import { safeCell } from '../../../../electron/contract/spreadsheet-cell.ts';

it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', ' =1+1', '"=1+1"', '"open', '＝1+1', '-1 OR'])(
  'a spreadsheet is to take %j for text',
  (cell) => expect(safeCell(cell)).toBe(`'${cell}`),
);

it.each(['', 'a=b', '-5', '+3.25', '-1e9', '.5', '{"a":"=1"}', "'quoted"])('%j stays as it is', (cell) =>
  expect(safeCell(cell)).toBe(cell),
);
