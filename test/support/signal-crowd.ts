import { SignalRequest } from '@livekit/protocol';
import { joinToken, type ServerAddress } from './second-client.ts';

/** Below the 15 s after which the server takes a client that says nothing for gone. */
const pingEveryMs = 5_000;

/**
 * Many participants at once, each a signalling connection and nothing else: the server lists and tells them like any
 * other, and a hundred join in two seconds. They publish nothing and hear nothing.
 */
export class SignalCrowd {
  readonly #sockets = new Map<string, { readonly socket: WebSocket; readonly ping: ReturnType<typeof setInterval> }>();

  /** Resolves once the server has let it in. */
  async join(server: ServerAddress, room: string, identity: string): Promise<void> {
    const token = await joinToken(server, { room, identity });
    const socket = new WebSocket(`${server.url}/rtc?access_token=${token}&protocol=15&sdk=js&auto_subscribe=0`);
    await new Promise<void>((resolve, reject) => {
      socket.onmessage = () => resolve();
      socket.onerror = () => reject(new Error(`${identity} was not let in`));
    });
    const ping = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(new Uint8Array(new SignalRequest({ message: { case: 'ping', value: BigInt(Date.now()) } }).toBinary()));
    }, pingEveryMs);
    this.#sockets.set(identity, { socket, ping });
  }

  leave(): void {
    for (const { socket, ping } of this.#sockets.values()) {
      clearInterval(ping);
      socket.close();
    }
    this.#sockets.clear();
  }
}
