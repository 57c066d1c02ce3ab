import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { Room } from 'livekit-client';
import './api.ts';
import { SequencedPacket } from './sequenced-packet.ts';

/** Enough for the channel never to run dry, little enough for a burst to be short. */
const bufferedMost = 512 * 1_024;
const bufferedLeast = 128 * 1_024;

const room = new Room({ disconnectOnPageLeave: true });
/** Of reliable packets, as livekit-client counts them; its own first one took 1. */
let sequence = 1;
let isStopped = false;

window.benchFlood = {
  async join(url, token) {
    await room.connect(url, token, { autoSubscribe: false, rtcConfig: { iceServers: [] } });
    // Makes the publisher's connection and opens its channels.
    await room.localParticipant.publishData(new Uint8Array(1), { reliable: true, destinationIdentities: ['nobody'] });
    await room.localParticipant.publishData(new Uint8Array(1), { reliable: false, destinationIdentities: ['nobody'] });
  },

  async flood({ kind, payloadBytes, durationMs }) {
    const channel = publisherChannel(kind);
    channel.bufferedAmountLowThreshold = bufferedLeast;
    const payload = new Uint8Array(payloadBytes).map((_, index) => 97 + (index % 26));
    const user = new UserPacket({ payload, topic: 'bench' });
    const packet = new DataPacket({
      kind: kind === 'reliable' ? DataPacket_Kind.RELIABLE : DataPacket_Kind.LOSSY,
      value: { case: 'user', value: user },
    });
    const lossy = new Uint8Array(packet.toBinary());
    const reliable = new SequencedPacket(packet);
    const startedAt = performance.now();
    let sent = 0;
    isStopped = false;
    while (!isStopped && performance.now() - startedAt < durationMs) {
      while (channel.bufferedAmount < bufferedMost) {
        if (kind === 'reliable') {
          sequence += 1;
          reliable.sequence = sequence;
          channel.send(reliable.bytes);
        } else {
          channel.send(lossy);
        }
        sent += 1;
      }
      await ranLow(channel);
    }
    channel.bufferedAmountLowThreshold = 0;
    if (channel.bufferedAmount > 0) await ranLow(channel);
    return { sent, ms: performance.now() - startedAt };
  },

  stop() {
    isStopped = true;
  },
};

function ranLow(channel: RTCDataChannel): Promise<void> {
  return new Promise((resolve) => {
    channel.addEventListener('bufferedamountlow', () => resolve(), { once: true });
  });
}

/** The channel below the SDK. `engine` is internal to livekit-client: another version may need another way. */
function publisherChannel(kind: 'reliable' | 'lossy'): RTCDataChannel {
  const engine: unknown = room.engine;
  if (!givesChannels(engine)) throw new Error('this livekit-client does not give out its data channels');
  // `DataChannelKind`, not exported: RELIABLE, LOSSY.
  const channel = engine.dataChannelForKind(kind === 'reliable' ? 0 : 1);
  if (channel === undefined) throw new Error(`no ${kind} channel`);
  return channel;
}

function givesChannels(engine: unknown): engine is { dataChannelForKind(kind: number): RTCDataChannel | undefined } {
  return (
    typeof engine === 'object' &&
    engine !== null &&
    'dataChannelForKind' in engine &&
    typeof engine.dataChannelForKind === 'function'
  );
}
