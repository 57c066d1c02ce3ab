import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy on loopback in front of a server's signal port: the way to it can be cut and mended, while WebRTC, which
 * has ports of its own, goes on.
 */
export class SignalProxy {
  readonly #server: Server;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #refuses = false;
  #hidden: string | undefined;
  #accepted = 0;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
    this.#server = createServer((socket) => this.#join(socket));
  }

  /** `url`: that of the server, such as `ws://127.0.0.1:7880`. */
  static async start(url: string): Promise<SignalProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new SignalProxy({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** The server's address by way of this proxy. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is stopped');
    return `ws://127.0.0.1:${address.port}`;
  }

  /** Connections that were let through so far. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Ends all connections at once, without a goodbye. New ones are let through. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
    this.#pairs.clear();
  }

  /** Lets nobody through until `accept`; those that are stay. */
  refuse(): void {
    this.#refuses = true;
  }

  accept(): void {
    this.#refuses = false;
  }

  /** Answers requests for paths that begin so with 404, as a server that is too old to know them. */
  hide(path: string): void {
    this.#hidden = path;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #join(near: Socket): void {
    if (this.#refuses) {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    this.#accepted += 1;
    const far = connect(this.#target);
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    near.on('data', (data: Buffer) => {
      if (this.#hidden === undefined || !data.toString('latin1', 0, 2_000).startsWith(`GET ${this.#hidden}`)) return;
      far.removeAllListeners('close');
      far.destroy();
      // As livekit-server answers pages of any origin.
      const headers = ['Access-Control-Allow-Origin: *', 'Content-Length: 0', 'Connection: close'];
      near.end(`HTTP/1.1 404 Not Found\r\n${headers.join('\r\n')}\r\n\r\n`);
    });
    near.pipe(far).pipe(near);
  }
}
