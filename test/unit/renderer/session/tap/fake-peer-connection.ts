/** Just enough of WebRTC to be tapped: events and calls as a browser makes them, nothing on a network. */

export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly id: number | null;
  binaryType: BinaryType = 'blob';
  /** What send() took, in order. */
  readonly taken: unknown[] = [];
  /** Thrown by send() when set. */
  sendError: Error | undefined;
  #handler: object | null = null;
  #listeners = 0;

  constructor(label: string, id: number | null = 1) {
    super();
    this.label = label;
    this.id = id;
  }

  /** An event handler as HTML has it: a listener from when it is set until it is null, whose function may change. */
  get onmessage(): unknown {
    return this.#handler;
  }

  set onmessage(value: unknown) {
    const next = (typeof value === 'object' && value !== null) || typeof value === 'function' ? value : null;
    if (next === null) super.removeEventListener('message', this.#handle);
    else if (this.#handler === null) super.addEventListener('message', this.#handle);
    this.#handler = next;
  }

  /** How often a message makes the platform call into the page, the handler included. */
  get listening(): number {
    return this.#listeners + (this.#handler === null ? 0 : 1);
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    if (args[0] === 'message') this.#listeners += 1;
    super.addEventListener(...args);
  }

  send(data: unknown): void {
    if (this.sendError !== undefined) throw this.sendError;
    this.taken.push(data);
  }

  /** A message from the other side. */
  deliver(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  readonly #handle = (event: Event): void => {
    const handler = this.#handler;
    if (typeof handler !== 'function') return;
    const answer: unknown = Reflect.apply(handler, this, [event]);
    if (answer === false) event.preventDefault();
  };
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
