import { DataPacket, DataStream_CompressionType } from '@livekit/protocol';
import type { DataStream_Header } from '@livekit/protocol';
import { cut, previewPayload, printable } from '../../../payload/codecs/index.ts';
import { rpcAttributes, rpcRequestTopic, rpcResponseTopic } from '../flows/rpc-stream.ts';
import { readDataTrackFrame } from './data-track-frame.ts';
import type { PacketCase } from './packet-cases.ts';
import { standardBytes } from './standard-bytes.ts';

/** As the protocol of the views says. */
export const previewLength = 200;

const uncompressed = DataStream_CompressionType.NONE;

/**
 * One printable line about a packet. `user` packets, and what is none, are told by their payload alone; the rest is
 * decoded, which only happens to rows that are on a screen. `progress`: how far the stream of a header has come.
 */
export function packetPreview(
  packetCase: PacketCase,
  packet: Uint8Array,
  payload: Uint8Array,
  progress?: string,
): string {
  switch (packetCase) {
    case 'user':
    case 'malformed':
    case 'none':
    case 'unknown':
    case 'raw':
      return previewPayload(payload, previewLength);
    case 'dataTrackFrame':
      return cut(framePreview(packet, payload), previewLength);
    default:
      return cut(decodedPreview(packet, payload, progress), previewLength);
  }
}

function framePreview(packet: Uint8Array, payload: Uint8Array): string {
  const read = readDataTrackFrame(packet);
  const content = previewPayload(payload, previewLength);
  if (!read.ok) return content;
  const { handle, frame, sequence, marker } = read.frame;
  const place = marker === 'single' ? 'whole' : marker;
  return `track ${handle} · frame ${frame} · packet ${sequence} · ${place} · ${content}`;
}

function decodedPreview(packet: Uint8Array, payload: Uint8Array, progress?: string): string {
  const decoded = decodePacket(packet);
  if (decoded === undefined) return previewPayload(packet, previewLength);
  const { value } = decoded;
  const content = (): string => previewPayload(payload, previewLength);
  switch (value.case) {
    case 'speaker':
      return listed(value.value.speakers.map(({ sid, level }) => `${sid} ${level.toFixed(2)}`));
    case 'sipDtmf':
      return `digit ${printable(value.value.digit)}, code ${value.value.code}`;
    case 'transcription':
      return listed(value.value.segments.map(({ text }) => text));
    case 'metrics':
      return `${value.value.timeSeries.length} time series, ${value.value.events.length} events`;
    case 'chatMessage':
      return `${value.value.deleted ? 'deleted · ' : value.value.editTimestamp ? 'edited · ' : ''}${content()}`;
    case 'rpcRequest':
      return `${printable(value.value.method)} · ${content()}`;
    case 'rpcAck':
      return `to ${printable(value.value.requestId)}`;
    case 'rpcResponse':
      return value.value.value.case === 'error'
        ? `error ${value.value.value.value.code} · ${printable(value.value.value.value.message, previewLength)}`
        : content();
    case 'streamHeader':
      return headerPreview(value.value, content, progress ?? totalText(value.value.totalLength));
    case 'streamChunk':
      return `chunk ${value.value.chunkIndex} · ${content()}`;
    case 'streamTrailer':
      return listed([value.value.reason || 'complete', value.value.streamId]);
    case 'encryptedPacket':
      return `encrypted, key ${value.value.keyIndex} · ${content()}`;
    default:
      return content();
  }
}

function headerPreview(header: DataStream_Header, content: () => string, progress: string): string {
  const rpc = rpcPart(header);
  const { compression, contentHeader, inlineContent, mimeType, streamId } = header;
  const isReadable = inlineContent !== undefined && (compression ?? uncompressed) === uncompressed;
  if (rpc !== '') return `${rpc} · ${isReadable ? content() : listed([progress, streamId])}`;
  return listed([mimeType, contentHeader.case === 'byteHeader' ? contentHeader.value.name : '', progress, streamId]);
}

/** What part of an RPC a stream is; empty: of none. */
function rpcPart({ attributes, contentHeader, topic }: DataStream_Header): string {
  if (contentHeader.case !== 'textHeader' || (attributes[rpcAttributes.id] ?? '') === '') return '';
  if (topic === rpcResponseTopic) return 'rpc response';
  return topic === rpcRequestTopic ? `rpc ${printable(attributes[rpcAttributes.method] ?? '', previewLength)}` : '';
}

/** A packet as the server reads it, and its row; undefined for what is none. */
export function decodePacket(packet: Uint8Array): DataPacket | undefined {
  const bytes = standardBytes(packet);
  if (bytes === undefined) return undefined;
  try {
    return DataPacket.fromBinary(bytes);
  } catch {
    return undefined;
  }
}

function listed(texts: readonly string[]): string {
  const filled = texts.filter((text) => text !== '');
  return printable(filled.join(' · '), previewLength);
}

function totalText(bytes: bigint | undefined): string {
  return bytes === undefined ? 'length not said' : `${bytes} B in all`;
}
