import { printable } from '../../../payload/codecs/index.ts';
import type { FlagCause } from '../../protocol/index.ts';
import { scanRow } from '../flows/flow-rows.ts';
import { libraryReading } from '../packet/ambiguity.ts';
import { PacketScanner } from '../packet/scan-packet.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import { channelCodes, RowCells, rowBits, segmentRows } from '../store/columns.ts';
import type { ColumnSegment } from '../store/columns.ts';
import { counted, figure, spanText } from './figures.ts';
import type { Flagged } from './flagged.ts';
import { nearestRow } from './nearby-rows.ts';
import { isNumbered } from './sequence-rows.ts';

type Cause = Omit<FlagCause, 'flag'>;

const reliable = channelCodes.indexOf('reliable');
/** Rows whose own number livekit-client did not remember, or of which the columns do not tell. */
const notRemembered = rowBits.sdkDrops | rowBits.ambiguous;

/** The packet that livekit-client remembered: the last before it that was accepted. */
export function becauseDropped(flagged: Flagged): Cause {
  const { cells } = flagged;
  const end = `livekit-client fires no event for it.${rawText(cells)}`;
  const { packet } = flagged;
  const own = cells.has(rowBits.ambiguous) ? libraryReading(packet) : undefined;
  const ownText = own === undefined ? '' : `, which livekit-client reads from it as one of ${printable(own.sid, 100)},`;
  const text = `Sequence ${figure(own?.sequence ?? cells.sequence)}${ownText} is not above`;
  const cause = rememberedBefore(flagged);
  if (cause === undefined) {
    return { row: undefined, text: `${text} one that this sender sent within the 30 s before. ${end}` };
  }
  const before = `from this sender ${spanText(cells.time - cause.time)} before`;
  const asRead = cause.has(rowBits.ambiguous) ? ', as livekit-client reads it' : '';
  return { row: cause.row, text: `${text} ${figure(sdkSequence(flagged, cause))}, ${before}${asRead}. ${end}` };
}

/** The number that livekit-client reads from a row. */
function sdkSequence({ session }: Flagged, cells: RowCells): number {
  if (!cells.has(rowBits.ambiguous)) return cells.sequence;
  return libraryReading(session.log.bytesOf(cells))?.sequence ?? 0;
}

function rememberedBefore(flagged: Flagged): RowCells | undefined {
  const { cells, session } = flagged;
  const numbered = isNumbered(cells.sid);
  // As the packet was logged, this was the one, unless the row before a skip or the first copy took its place.
  const related = cells.related === 0 ? undefined : readRow(flagged, cells.row - cells.related);
  if (related !== undefined && sdkSequence(flagged, related) > sdkSequence(flagged, cells)) return related;
  // By whose number it was dropped, the columns do not tell.
  if (cells.has(rowBits.ambiguous)) return undefined;
  const nearest = nearestRow(
    session.log,
    cells.row,
    -1,
    (columns, index) => numbered(columns, index) && ((columns.flags[index] ?? 0) & notRemembered) === 0,
  );
  return readRow(flagged, nearest);
}

/** Of a lossy packet with a number. */
function rawText({ channel }: RowCells): string {
  return channel === reliable ? '' : ' livekit-client gives no numbers to lossy packets: something else sent this one.';
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
  const text = `Sequence ${number} is far above ${from}. ${then}${rawText(cells)}`;
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
    const isGone = cells.related !== 0 && cells.sequence !== 0 && cells.flow === 0 && nonceOf(flagged) === undefined;
    const text = `Sequence ${figure(cells.sequence)} came from this sender before, on this channel.`;
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
  const { cells, session } = flagged;
  const nonce = nonceOf(flagged);
  const scanner = new PacketScanner();
  const read = new RowCells();
  const hasNonce = (columns: ColumnSegment, at: number): boolean => {
    if (nonce === undefined || columns.sid[at] !== cells.sid || columns.caseCode[at] !== cells.caseCode) return false;
    columns.read(at, read);
    const { keyStart, keyEnd } = scanRow(read, session.log, scanner);
    return bytesEqual(nonce, session.log.bufferOf(read.position), keyStart, keyEnd);
  };
  // The related row may be one that explains another flag.
  const related = cells.row - cells.related;
  const columns = cells.related === 0 || related < session.log.firstRow ? undefined : session.log.segmentOf(related);
  const isRelated = columns !== undefined && hasNonce(columns, related % segmentRows);
  const row = isRelated ? related : nearestRow(session.log, cells.row, -1, hasNonce);
  const first = readRow(flagged, row);
  const text = 'A message with the same nonce came from this sender';
  if (first === undefined) return { row: undefined, text: `${text} before.` };
  return { row, text: `${text} ${spanText(cells.time - first.time)} before.` };
}

function nonceOf({ cells, session, view }: Flagged): Uint8Array | undefined {
  if (view.case !== 'user') return undefined;
  const { keyStart, keyEnd } = scanRow(cells, session.log, new PacketScanner());
  return keyStart === keyEnd ? undefined : session.log.bufferOf(cells.position).slice(keyStart, keyEnd);
}

function readRow({ session }: Flagged, row: number | undefined): RowCells | undefined {
  const cells = new RowCells();
  return row !== undefined && session.log.read(row, cells) ? cells : undefined;
}
