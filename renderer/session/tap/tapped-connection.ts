import { LabelCounter } from './tap-counts.ts';
import type { LabelCounts } from './tap-counts.ts';
import { tapChannel, TappedChannel } from './tapped-channel.ts';

/** Called with what each channel of a connection delivered or took; must not throw. */
export type OnChannelData = (channel: TappedChannel, data: unknown, sent: boolean) => void;

/** A peer connection, and what was counted on it; the numbers are always those of now. */
export class TappedConnection {
  readonly connection: RTCPeerConnection;
  readonly #onData: OnChannelData;
  readonly #sessionCounter: LabelCounter;
  readonly #counter = new LabelCounter();
  #seen = 0;
  /** What undoes the listening, for each channel that is not closed. */
  readonly #channels = new Map<RTCDataChannel, () => void>();

  /**
   * To be made while the connection is being constructed, so that no other listener can be there before.
   *
   * @param sessionCounter Counts what is counted here, too.
   */
  constructor(connection: RTCPeerConnection, sessionCounter: LabelCounter, onData: OnChannelData) {
    this.connection = connection;
    this.#sessionCounter = sessionCounter;
    this.#onData = onData;
    connection.addEventListener('datachannel', this.#onDataChannel, { capture: true });
  }

  /** Messages on all channels of this connection. */
  get received(): number {
    return this.#counter.total().received;
  }

  get sent(): number {
    return this.#counter.total().sent;
  }

  /** close() fires no event at the one who calls it, so this looks. */
  get closed(): boolean {
    return this.connection.connectionState === 'closed';
  }

  /** Data channels that it has had. */
  get channels(): number {
    return this.#seen;
  }

  byLabel(): ReadonlyMap<string, LabelCounts> {
    return this.#counter.byLabel();
  }

  /** Listens on a channel that was just created or handed over. */
  listenOn(channel: RTCDataChannel): void {
    this.#seen += 1;
    const onData = this.#onData;
    const tapped = new TappedChannel(channel, (label) => [this.#counter.of(label), this.#sessionCounter.of(label)]);
    this.#channels.set(channel, tapChannel(channel, (data, sent) => onData(tapped, data, sent)));
    channel.addEventListener('close', () => this.#channels.delete(channel), { once: true });
  }

  /** Lets go of the connection and its channels. */
  release(): void {
    this.connection.removeEventListener('datachannel', this.#onDataChannel, { capture: true });
    for (const release of this.#channels.values()) release();
    this.#channels.clear();
  }

  readonly #onDataChannel = (event: RTCDataChannelEvent): void => this.listenOn(event.channel);
}
