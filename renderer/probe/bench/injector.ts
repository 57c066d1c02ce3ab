import './api.ts';
import { extremePackets } from './extreme-packets.ts';
import { FuzzPackets } from './fuzz-packets.ts';
import { RowPackets } from './row-packets.ts';

/**
 * Injection at the tap's boundary: a connection with the session's tap id, whose channels fire the events that the
 * browser would fire for a message. Everything behind is what the application does with a message from the wire.
 */

const tickMs = 4;
/** At most so long at a time, so that no long task is the generator's own. */
const sliceMs = 6;
const labels = ['_reliable', '_lossy', '_data_track', 'foreign'] as const;

const rowPackets = new RowPackets();
let channels: readonly RTCDataChannel[] = [];

window.benchInjector = {
  attach(tapId) {
    const configuration: RTCConfiguration & { tapId: string } = { tapId };
    const connection = new RTCPeerConnection(configuration);
    channels = labels.map((label) => connection.createDataChannel(label));
  },

  async rows({ count, perSecond }) {
    const channel = channelAt(0);
    const startedAt = performance.now();
    let injected = 0;
    while (injected < count) {
      const sliceEnd = performance.now() + sliceMs;
      const due = Math.min(count, ((performance.now() - startedAt) / 1_000) * perSecond);
      while (injected < due) {
        receive(channel, rowPackets.next());
        injected += 1;
        // A clock for each packet would cost as much as the packet.
        if (injected % 32 === 0 && performance.now() > sliceEnd) break;
      }
      await after(tickMs);
    }
    return { injected, ms: performance.now() - startedAt };
  },

  async fuzz({ count, seed }) {
    const packets = new FuzzPackets(seed);
    const byKind: Record<string, number> = {};
    const startedAt = performance.now();
    let injected = 0;
    while (injected < count) {
      const sliceEnd = performance.now() + sliceMs;
      while (injected < count && performance.now() < sliceEnd) {
        const packet = packets.next();
        receive(channelAt(injected), packet.data);
        byKind[packet.kind] = (byKind[packet.kind] ?? 0) + 1;
        injected += 1;
      }
      await after(tickMs);
    }
    return { injected, ms: performance.now() - startedAt, byKind };
  },

  async extremes() {
    const packets = extremePackets();
    for (const { data } of packets) {
      receive(channelAt(0), data);
      await after(tickMs);
    }
    return packets.map(({ kind }) => kind);
  },
};

function receive(channel: RTCDataChannel, data: Uint8Array<ArrayBuffer> | string): void {
  channel.dispatchEvent(new MessageEvent('message', { data: typeof data === 'string' ? data : bufferOf(data) }));
}

function bufferOf(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? bytes.buffer : bytes.slice().buffer;
}

function channelAt(number: number): RTCDataChannel {
  // Most come on the two channels whose bytes are read.
  const channel = channels[number % 10 < 8 ? number % 2 : number % 4];
  if (channel === undefined) throw new Error('attach first');
  return channel;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
