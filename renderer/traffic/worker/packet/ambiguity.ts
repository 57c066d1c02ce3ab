import { DataPacket } from '@livekit/protocol';
import { printable } from '../../../payload/codecs/index.ts';
import { bytesEqual } from '../store/bytes-equal.ts';
import { caseName } from './packet-cases.ts';
import { otherReasons, PacketScanner } from './scan-packet.ts';

/** What two readers of one packet make of it, in words. */
export interface Ambiguity {
  /** Which field is the first that they read in two ways, and how the server reads it. A sentence without its stop. */
  readonly skipped: string;
  /** What livekit-client reads where it is not what the row shows. A sentence without its stop. */
  readonly library: string;
}

/** What livekit-client remembers of a packet. */
export interface LibraryReading {
  readonly sid: string;
  /** 0: none. */
  readonly sequence: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const shownMaximum = 100;
const wireTypes = ['varint', '64 bits', 'length-delimited', 'group', 'end of a group', '32 bits'] as const;

/** Undefined for a packet that has one reading only, and for what is no DataPacket. */
export function ambiguityOf(packet: Uint8Array): Ambiguity | undefined {
  const scanner = new PacketScanner();
  if (!scanner.scan(packet, 0, packet.length) || !scanner.isAmbiguous) return undefined;
  return { skipped: skippedText(scanner), library: libraryText(scanner, packet) };
}

/** Undefined where livekit-client cannot decode the packet. */
export function libraryReading(packet: Uint8Array): LibraryReading | undefined {
  const scanner = new PacketScanner({ asLibrary: true });
  if (!scanner.scan(packet, 0, packet.length)) return undefined;
  const sid = decoder.decode(packet.subarray(scanner.sidStart, scanner.sidEnd));
  return { sid, sequence: scanner.sequence };
}

function skippedText({ other, otherCase }: PacketScanner): string {
  const { reason, number, wireType, ownType, at, more } = other;
  const within = caseName(otherCase);
  const name = within === 'none' ? DataPacket.fields.find(number)?.name : undefined;
  const field = `field ${number}${name === undefined ? '' : ` (${name})`}${within === 'none' ? '' : `, within its case ${within},`}`;
  const others = more === 0 ? '' : `, and ${more} more ${more === 1 ? 'field is' : 'fields are'} alike`;
  const text: Record<number, string> = {
    [otherReasons.wireType]: `${field} has wire type ${typeText(wireType)}, where the protocol has ${typeText(ownType)}`,
    [otherReasons.entry]: `${field} stands in an entry of a map, which has the fields 1 and 2 only`,
    [otherReasons.groups]: `${field} has more than 1,000 groups within each other`,
  };
  return `${text[reason] ?? ''}, at byte ${at}${others}: the server skips it, and so does this row`;
}

function typeText(wireType: number): string {
  return `${wireType} (${wireTypes[wireType] ?? 'none'})`;
}

/** Held against what `row`, a scanner that has read the packet, says of it. */
function libraryText(row: PacketScanner, packet: Uint8Array): string {
  const read = new PacketScanner({ asLibrary: true });
  const who = 'livekit-client’s decoder (protobuf-es v1) goes by the type that it knows:';
  if (!read.scan(packet, 0, packet.length)) return `${who} it cannot read the packet, and fires no event`;
  const differences: string[] = [];
  const compare = (name: string, range: (of: PacketScanner) => readonly [number, number]): void => {
    const [start, end] = range(read);
    if (bytesEqual(packet.subarray(...range(row)), packet, start, end)) return;
    const text = printable(decoder.decode(packet.subarray(start, end)), shownMaximum);
    differences.push(start === end ? `no ${name}` : `${name} “${text}”`);
  };
  compare('identity', (of) => [of.identityStart, of.identityEnd]);
  compare('sid', (of) => [of.sidStart, of.sidEnd]);
  compare('topic', (of) => [of.topicStart, of.topicEnd]);
  if (read.sequence !== row.sequence) differences.push(`sequence ${read.sequence.toLocaleString('en-US')}`);
  const readCase = caseName(read.caseCode);
  if (read.caseCode === row.caseCode) compare('payload', (of) => [of.payloadStart, of.payloadEnd]);
  else differences.push(readCase === 'none' ? 'no case' : `case ${readCase}`);
  const same = 'it reads the same sender, sequence, topic and payload, but may read other fields';
  return `${who} ${differences.length === 0 ? same : `it reads ${differences.join(', ')}`}`;
}
