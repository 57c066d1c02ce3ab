import { knownLabels, noChannelId } from '../../traffic/wire-chunk.ts';
import { holdPageHandler } from './page-handler.ts';
import type { RunningCounts } from './tap-counts.ts';

/** A message as a channel delivered or took it; `bytes` is borrowed: copy it before returning. */
export interface ChannelMessage {
  readonly isText: boolean;
  readonly bytes: Uint8Array;
  /** Bytes on the channel: more than `bytes` has for a Blob, which cannot be read at once. */
  readonly size: number;
}

const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

/** What a message on a channel is counted and recorded by: looked up once, for all of its messages. */
export class TappedChannel {
  /** The constant where it is one of LiveKit's: comparing it then takes a look at a pointer. */
  readonly label: string;
  readonly #channel: RTCDataChannel;
  readonly #counts: readonly [RunningCounts, RunningCounts];
  #id = noChannelId;

  /** @param countsOf The two counts of its label: its connection's, and its session's. */
  constructor(channel: RTCDataChannel, countsOf: (label: string) => readonly [RunningCounts, RunningCounts]) {
    const { label } = channel;
    this.label = knownLabels.find((known) => known === label) ?? label;
    this.#channel = channel;
    this.#counts = countsOf(label);
  }

  /** SCTP stream id; `noChannelId` while it has none. Once there it never changes, and is not asked for again. */
  get id(): number {
    if (this.#id === noChannelId) this.#id = this.#channel.id ?? noChannelId;
    return this.#id;
  }

  count(sent: boolean, bytes: number): void {
    this.#counts[0].count(sent, bytes);
    this.#counts[1].count(sent, bytes);
  }
}

/**
 * Listens on a data channel and wraps its `send`; returns what undoes both.
 *
 * To be called before anybody else can listen: the listener is then the first in the capture phase, so no other one
 * can stop the event before it or see it earlier. The page's `onmessage` is called from within it (see
 * page-handler.ts), after `onData`, which is given what the channel delivered or took (see `messageOf`) and must not
 * throw.
 */
export function tapChannel(channel: RTCDataChannel, onData: (data: unknown, sent: boolean) => void): () => void {
  channel.binaryType = 'arraybuffer';

  const receive = (event: MessageEvent<unknown>): void => {
    onData(event.data, false);
    pageHandler.call(event);
  };
  channel.addEventListener('message', receive, { capture: true });
  const pageHandler = holdPageHandler(channel);

  // Taken from the channel, not the prototype: whoever wrapped it earlier (webrtc-adapter does) stays in the chain.
  const send: unknown = Reflect.get(channel, 'send');
  const hadOwnSend = Object.hasOwn(channel, 'send');
  if (typeof send !== 'function') throw new TypeError('a data channel without send()');
  const tappedSend = (...args: unknown[]): void => {
    Reflect.apply(send, channel, args);
    // Only what the channel took: it throws while it is not open, and when its buffer is full.
    onData(args[0], true);
  };
  Object.defineProperty(channel, 'send', { value: tappedSend, configurable: true, writable: true });

  return () => {
    channel.removeEventListener('message', receive, { capture: true });
    pageHandler.giveBack();
    // Somebody may have wrapped ours since; theirs must keep working, and ours then only passes on.
    if (Reflect.get(channel, 'send') !== tappedSend) return;
    if (hadOwnSend) Object.defineProperty(channel, 'send', { value: send, configurable: true, writable: true });
    else Reflect.deleteProperty(channel, 'send');
  };
}

/** What a channel delivers, or send() takes, as bytes. Throws where an object's own toString does. */
export function messageOf(data: unknown): ChannelMessage {
  if (data instanceof ArrayBuffer) return binary(new Uint8Array(data));
  if (ArrayBuffer.isView(data)) return binary(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (typeof Blob !== 'undefined' && data instanceof Blob) {
    return { isText: false, bytes: nothing, size: data.size };
  }
  // send() turns anything else into a string, as String() does.
  const bytes = encoder.encode(String(data));
  return { isText: true, bytes, size: bytes.length };
}

function binary(bytes: Uint8Array): ChannelMessage {
  return { isText: false, bytes, size: bytes.length };
}
