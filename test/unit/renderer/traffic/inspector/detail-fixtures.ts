import type { PacketDetail, StreamDetail } from '../../../../../renderer/traffic/protocol/index.ts';
import { packetRow } from '../log-fixtures.ts';

export function packetDetail(changed: Partial<PacketDetail> = {}): PacketDetail {
  return {
    row: packetRow(),
    fields: [],
    packet: new Uint8Array(),
    payload: new TextEncoder().encode('hi'),
    because: [],
    flow: undefined,
    sequenceRows: [],
    ...changed,
  };
}

export function streamDetail(changed: Partial<StreamDetail> = {}): StreamDetail {
  return {
    kind: 'stream',
    id: 's1',
    topic: 'files',
    mimeType: 'text/plain',
    name: '',
    isText: true,
    state: 'complete',
    reason: '',
    chunks: 1,
    bytes: 2,
    totalBytes: 2,
    compression: 'none',
    missing: [],
    repeated: [],
    startedAt: 1_000,
    endedAt: 2_000,
    headerRow: 0,
    trailerRow: 2,
    content: new TextEncoder().encode('hi'),
    contentLeft: 0,
    ...changed,
  };
}
