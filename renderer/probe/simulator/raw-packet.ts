import type { DataPacket } from '@livekit/protocol';
import type { Room } from 'livekit-client';

/** The number livekit-client gives its lossy channel (`DataChannelKind.LOSSY`, not exported). */
const lossyChannel = 1;

interface SendingEngine {
  sendDataPacket(packet: DataPacket, kind: number): Promise<void>;
}

/** Sends a packet as it is, on the lossy channel, where the SDK sets no sequence of its own. */
export async function sendRawLossy(room: Room, packet: DataPacket): Promise<void> {
  const engine: unknown = room.engine;
  if (isSendingEngine(engine)) await engine.sendDataPacket(packet, lossyChannel);
}

/** `engine` is internal to livekit-client: a version without it just leaves the packet out. */
function isSendingEngine(engine: unknown): engine is SendingEngine {
  return (
    typeof engine === 'object' &&
    engine !== null &&
    'sendDataPacket' in engine &&
    typeof engine.sendDataPacket === 'function'
  );
}
