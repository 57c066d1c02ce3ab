import type { FlagCause } from '../../protocol/index.ts';
import { scanRow } from '../flows/flow-rows.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import { channelCodes, RowCells, rowBits } from '../store/columns.ts';
import { counted, figure, spanText } from './figures.ts';
import type { Flagged } from './flag-causes.ts';
import { nearestRow } from './nearby-rows.ts';
import { isNumbered } from './sequence-rows.ts';

type Cause = Omit<FlagCause, 'flag'>;

const reliable = channelCodes.indexOf('reliable');

/** The packet that livekit-client remembered: the nearest before it that was accepted. */
export function becauseDropped(flagged: Flagged): Cause {
  const { cells, session } = flagged;
  const numbered = isNumbered(cells.sid);
  const isAccepted = (flags: number): boolean => (flags & rowBits.sdkDrops) === 0;
  const row = nearestRow(
    session.log,
    cells.row,
    -1,
    (columns, index) => numbered(columns, index) && isAccepted(columns.flags[index] ?? 0),
  );
  const cause = readRow(flagged, row);
  const end = 'livekit-client fires no event for it.';
  if (cause === undefined) {
    const text = `Sequence ${figure(cells.sequence)} is not above one that this sender sent within the 30 s before`;
    return { row: undefined, text: `${text}; that row is gone. ${end}` };
  }
  const before = spanText(cells.time - cause.time);
  const text = `Sequence ${figure(cells.sequence)} is not above ${figure(cause.sequence)}`;
  return { row, text: `${text}, from this sender ${before} before. ${end}` };
}

export function becauseJump(flagged: Flagged): Cause {
  const { cells, session } = flagged;
  const numbered = isNumbered(cells.sid);
  const row = nearestRow(
    session.log,
    cells.row,
    -1,
    (columns, index) => numbered(columns, index) && columns.channel[index] === reliable,
  );
  const before = readRow(flagged, row);
  const from =
    before === undefined
      ? 'the reliable ones of this sender, of which none is here'
      : `${figure(before.sequence)}, the last reliable one of this sender`;
  const number = figure(cells.sequence);
  const then = `For 30 s livekit-client drops all of this sender's packets that are not above ${number}.`;
  const text = `Sequence ${number} is far above ${from}. ${then}`;
  return { row: before === undefined ? undefined : row, text };
}

export function becauseSkipped(flagged: Flagged): Cause {
  const { cells, view } = flagged;
  const row = cells.row - cells.related;
  const before = readRow(flagged, row);
  const why = 'addressed to others, refused by the server, or lost';
  if (before === undefined || view.skipped === undefined) {
    return { row: undefined, text: `Numbers before ${figure(cells.sequence)} were not received here: ${why}.` };
  }
  const between = `between ${figure(before.sequence)} and ${figure(cells.sequence)}`;
  const verb = view.skipped === 1 ? 'was' : 'were';
  return { row, text: `${counted(view.skipped, 'number')} ${between} ${verb} not received here: ${why}.` };
}

export function becauseLate(flagged: Flagged): Cause {
  const { cells, session } = flagged;
  const numbered = isNumbered(cells.sid);
  const row = nearestRow(session.log, cells.row, -1, (columns, index) => {
    const isHigher = (columns.sequence[index] ?? 0) > cells.sequence;
    return isHigher && numbered(columns, index) && columns.channel[index] === cells.channel;
  });
  const higher = readRow(flagged, row);
  const text = `Sequence ${figure(cells.sequence)} was skipped, and came after all`;
  if (higher === undefined) return { row: undefined, text: `${text}.` };
  return { row, text: `${text}, ${spanText(cells.time - higher.time)} after ${figure(higher.sequence)}.` };
}

/** Same number, same nonce or same chunk: which of them, the columns tell. */
export function becauseDuplicate(flagged: Flagged): Cause {
  return sameSequence(flagged) ?? sameChunk(flagged) ?? sameNonce(flagged);
}

function sameSequence(flagged: Flagged): Cause | undefined {
  const { cells } = flagged;
  const row = cells.row - cells.related;
  const first = cells.related === 0 ? undefined : readRow(flagged, row);
  if (first === undefined) {
    const isGone = cells.related !== 0 && cells.sequence !== 0 && cells.flow === 0;
    const text = `Sequence ${figure(cells.sequence)} came from this sender before, on this channel; that row is gone.`;
    return isGone ? { row: undefined, text } : undefined;
  }
  const isSame = first.sequence === cells.sequence && cells.sequence !== 0 && first.channel === cells.channel;
  if (!isSame) return undefined;
  const before = spanText(cells.time - first.time);
  return { row, text: `Sequence ${figure(cells.sequence)} came from this sender ${before} before, on this channel.` };
}

function sameChunk(flagged: Flagged): Cause | undefined {
  const { cells, session, view } = flagged;
  if (view.case !== 'streamChunk' || cells.flow === 0) return undefined;
  const scanner = new PacketScanner();
  const index = scanRow(cells, session.log, scanner).count;
  const read = new RowCells();
  const first = session.relations.flow(cells.flow)?.firstRow ?? 0;
  const row = nearestRow(session.log, cells.row, -1, (columns, at) => {
    if (columns.flow[at] !== cells.flow || columns.caseCode[at] !== cells.caseCode) return false;
    columns.read(at, read);
    return scanRow(read, session.log, scanner).count === index;
  });
  const text = `Chunk ${figure(index)} of this stream came before`;
  const copy = row === undefined || row < first ? undefined : readRow(flagged, row);
  if (copy === undefined) return { row: undefined, text: `${text}. livekit-client ignores it.` };
  return { row, text: `${text}, ${spanText(cells.time - copy.time)} earlier. livekit-client ignores it.` };
}

function sameNonce(flagged: Flagged): Cause {
  const { cells, view } = flagged;
  const row = cells.row - cells.related;
  // Where a skip is told as well, the related row is the one before it.
  const first = cells.related === 0 || view.skipped !== undefined ? undefined : readRow(flagged, row);
  const text = 'A message with the same nonce came from this sender';
  if (first === undefined) return { row: undefined, text: `${text} before.` };
  return { row, text: `${text} ${spanText(cells.time - first.time)} before.` };
}

function readRow({ session }: Flagged, row: number | undefined): RowCells | undefined {
  const cells = new RowCells();
  return row !== undefined && session.log.read(row, cells) ? cells : undefined;
}
