import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { AccessToken } from 'livekit-server-sdk';
import type { VideoGrant } from 'livekit-server-sdk';
import type { ServerAddress } from './second-client.ts';

const mainFile = new URL('raw-client-main.cjs', import.meta.url).pathname;
// The package exports the module it names `require`: a script that also runs in a plain page.
const clientScript = createRequire(import.meta.url).resolve('livekit-client');

export interface RawJoinOptions {
  readonly room: string;
  readonly identity: string;
  /** Makes it an agent, who may speak in another's name. */
  readonly agent?: boolean;
  readonly grant?: Partial<VideoGrant>;
}

/** What the page holds, by identity. */
interface RawPage {
  LivekitClient: { Room: new (options: object) => RawRoom };
  rawChannels: RTCDataChannel[];
  rawConnections: RTCPeerConnection[];
  rawRooms: Record<string, { room: RawRoom; connections: RTCPeerConnection[]; channels: RTCDataChannel[] }>;
}

interface RawRoom {
  connect(url: string, token: string, options: object): Promise<void>;
  disconnect(): Promise<void>;
  readonly localParticipant: {
    publishData(payload: Uint8Array, options: object): Promise<void>;
  };
}

/**
 * Clients that break the rules: livekit-client in a browser page of their own, whose data channels can be written to
 * directly. For what no well-behaved client sends.
 */
export class RawClients {
  readonly #app: ElectronApplication;
  readonly #page: Page;

  private constructor(app: ElectronApplication, page: Page) {
    this.#app = app;
    this.#page = page;
  }

  static async start(): Promise<RawClients> {
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), mainFile];
    const app = await _electron.launch({ args });
    const page = await app.firstWindow();
    await page.evaluate(() => {
      const scope = window as unknown as RawPage & { RTCPeerConnection: typeof RTCPeerConnection };
      scope.rawChannels = [];
      scope.rawConnections = [];
      scope.rawRooms = {};
      scope.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          scope.rawConnections.push(this);
        }
        override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
          const channel = super.createDataChannel(label, options);
          scope.rawChannels.push(channel);
          return channel;
        }
      };
    });
    await page.addScriptTag({ content: await readFile(clientScript, 'utf8') });
    return new RawClients(app, page);
  }

  async join(server: ServerAddress, options: RawJoinOptions): Promise<RawClient> {
    const { identity, room, agent = false, grant } = options;
    const token = new AccessToken(server.apiKey, server.apiSecret, { identity });
    if (agent) token.kind = 'agent';
    token.addGrant({ roomJoin: true, room, agent, ...grant });
    await this.#page.evaluate(
      async ([url, jwt, name]) => {
        const scope = window as unknown as RawPage;
        scope.rawChannels = [];
        scope.rawConnections = [];
        const joining = new scope.LivekitClient.Room({});
        await joining.connect(url, jwt, { autoSubscribe: false, rtcConfig: { iceServers: [] } });
        // Publishing makes the publisher's connection, and opens its channels.
        await joining.localParticipant.publishData(new Uint8Array([0]), { reliable: true, destinationIdentities: ['nobody'] });
        scope.rawRooms[name] = { room: joining, connections: scope.rawConnections, channels: scope.rawChannels };
      },
      [server.url, await token.toJwt(), identity] as const,
    );
    return new RawClient(this.#page, identity);
  }

  async stop(): Promise<void> {
    await this.#app.close();
  }
}

/** One of them. Its first reliable message, to nobody, has taken sequence 1. */
export class RawClient {
  readonly identity: string;
  readonly #page: Page;

  constructor(page: Page, identity: string) {
    this.#page = page;
    this.identity = identity;
  }

  /** Sends bytes on a channel of this label, as they are; the channel is made if it is none of LiveKit's. */
  async sendBytes(label: string, packets: readonly Uint8Array[]): Promise<void> {
    await this.#page.evaluate(
      async ([name, channelLabel, messages]) => {
        const held = (window as unknown as RawPage).rawRooms[name];
        if (held === undefined) throw new Error(`${name} is not in a room`);
        let channel = held.channels.find((one) => one.label === channelLabel);
        if (channel === undefined) {
          // The publisher's connection is the one that made channels.
          const publisher = held.connections.find((one) => one.connectionState === 'connected');
          if (publisher === undefined) throw new Error('no connection');
          channel = publisher.createDataChannel(channelLabel);
        }
        const open = channel;
        if (open.readyState !== 'open') await new Promise((resolve) => open.addEventListener('open', resolve, { once: true }));
        for (const bytes of messages) open.send(new Uint8Array(bytes));
      },
      [this.identity, label, packets.map((bytes) => [...bytes])] as const,
    );
  }

  /** Sends packets as they are; the server fills in who sent them. */
  sendPackets(kind: 'reliable' | 'lossy', packets: readonly DataPacket[]): Promise<void> {
    return this.sendBytes(`_${kind}`, packets.map((packet) => packet.toBinary()));
  }

  /** The SDK's own way, with its own sequence. */
  async publish(text: string, options: { readonly reliable: boolean; readonly topic?: string }): Promise<void> {
    await this.#page.evaluate(
      ([name, payload, how]) =>
        (window as unknown as RawPage).rawRooms[name]?.room.localParticipant.publishData(new TextEncoder().encode(payload), how),
      [this.identity, text, options] as const,
    );
  }

  async leave(): Promise<void> {
    await this.#page.evaluate((name) => (window as unknown as RawPage).rawRooms[name]?.room.disconnect(), this.identity);
  }
}

/** A user packet; `sequence` 0 leaves it out. */
export function userPacket(
  text: string,
  options: { readonly sequence?: number; readonly topic?: string; readonly to?: readonly string[]; readonly nonce?: Uint8Array } = {},
): DataPacket {
  return new DataPacket({
    kind: DataPacket_Kind.LOSSY,
    sequence: options.sequence ?? 0,
    destinationIdentities: [...(options.to ?? [])],
    value: {
      case: 'user',
      value: new UserPacket({
        payload: new TextEncoder().encode(text),
        ...(options.topic === undefined ? {} : { topic: options.topic }),
        ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
      }),
    },
  });
}
