import { safeCell } from '../../../../electron/contract/spreadsheet-cell.ts';
import { printable } from '../../../payload/codecs/index.ts';
import { payloadText, rowObject } from '../../row-json.ts';
import type { RowView, ViewMessage } from '../../protocol/index.ts';
import { payloadOf } from '../rows/row-builder.ts';
import type { SessionLog } from '../session-log.ts';
import { RowCells } from '../store/columns.ts';

export type CopyFormat = Extract<ViewMessage, { readonly type: 'copy' }>['as'];

/** How the texts of single rows become one: JSON is an array, a table has a line of names. */
export const copyFrames: Readonly<Record<CopyFormat, { readonly head: string; readonly between: string; readonly tail: string }>> = {
  json: { head: '[\n', between: ',\n', tail: '\n]\n' },
  payload: { head: '', between: '\n', tail: '\n' },
  table: {
    head: `${['Row', 'Time', 'Direction', 'Kind', 'Sender', 'Sid', 'Topic', 'To', 'Case', 'Size', 'Sequence', 'Flags', 'Text'].join('\t')}\n`,
    between: '\n',
    tail: '\n',
  },
};

/** One row's part of a copy. */
export interface RowCopy {
  readonly text: string;
  /** Cells of a table that a spreadsheet would calculate, made safe. */
  readonly guarded: number;
}

/** Undefined where the row is not held, or has nothing to copy in this format. */
export function copyRow(row: number, session: SessionLog, as: CopyFormat): RowCopy | undefined {
  const cells = new RowCells();
  const view = session.row(row);
  if (view === undefined || !session.log.read(row, cells)) return undefined;
  const payload = view.type === 'packet' ? payloadOf(cells, session.sourceOf(cells).bytes) : new Uint8Array(0);
  switch (as) {
    case 'json':
      return asItIs(JSON.stringify(rowObject(view, payload)));
    case 'payload':
      return view.type === 'packet' ? asItIs(wholePayload(payload)) : undefined;
    case 'table':
      return tableLine(view, wholePayload(payload));
  }
}

function asItIs(text: string): RowCopy {
  return { text, guarded: 0 };
}

function wholePayload(payload: Uint8Array): string {
  const content = payloadText(payload);
  return 'text' in content ? content.text : content.hex;
}

/** Tabs and line breaks within a value would be columns and lines: they are shown as the marks that `printable` has. */
function tableLine(row: RowView, payload: string): RowCopy {
  const time = new Date(row.time).toISOString();
  const cells =
    row.type === 'packet'
      ? [row.direction, row.channel, row.sender.identity || row.sender.origin, row.sender.sid, row.topic]
          .concat([row.destinations.join(' '), row.case, String(row.size), String(row.sequence ?? '')])
          .concat([row.flags.join(' '), payload])
      : ['', 'event', row.identity, '', '', '', row.event, '', '', '', eventText(row)];
  const shown = cells.map((cell) => printable(cell));
  const safe = shown.map(safeCell);
  return {
    text: [String(row.row + 1), time, ...safe].join('\t'),
    guarded: safe.filter((cell, index) => cell !== shown[index]).length,
  };
}

function eventText(row: Extract<RowView, { type: 'event' }>): string {
  const change = row.before === undefined && row.after === undefined ? '' : ` ${row.before ?? ''} → ${row.after ?? ''}`;
  return `${row.title} ${row.text}${change}`.trim();
}
