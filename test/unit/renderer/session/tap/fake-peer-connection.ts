/** Just enough of WebRTC to be tapped: events and calls as a browser makes them, nothing on a network. */

export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly id: number | null;
  binaryType: BinaryType = 'blob';
  /** What send() took, in order. */
  readonly taken: unknown[] = [];
  /** Thrown by send() when set. */
  sendError: Error | undefined;

  constructor(label: string, id: number | null = 1) {
    super();
    this.label = label;
    this.id = id;
  }

  send(data: unknown): void {
    if (this.sendError !== undefined) throw this.sendError;
    this.taken.push(data);
  }

  /** A message from the other side. */
  deliver(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

export class FakePeerConnection extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  readonly configuration: unknown;
  readonly channels: FakeDataChannel[] = [];

  constructor(configuration?: unknown) {
    super();
    this.configuration = configuration;
  }

  createDataChannel(label: string): FakeDataChannel {
    const channel = new FakeDataChannel(label);
    this.channels.push(channel);
    return channel;
  }

  /** The other side opened a channel. */
  hand(channel: FakeDataChannel): void {
    this.dispatchEvent(Object.assign(new Event('datachannel'), { channel }));
  }

  close(): void {
    this.connectionState = 'closed';
  }
}
