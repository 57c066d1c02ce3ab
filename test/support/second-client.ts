import {
  AudioFrame,
  AudioSource,
  DataPacketKind,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import type { VideoGrant } from 'livekit-server-sdk';

/** What a test needs to know of a server to reach it without the console. */
export interface ServerAddress {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** The server API by its own SDK: what happens from outside the console. */
export function serverApi(server: ServerAddress): RoomServiceClient {
  return new RoomServiceClient(server.url.replace(/^ws/, 'http'), server.apiKey, server.apiSecret);
}

export interface ReceivedMessage {
  readonly payload: Uint8Array;
  readonly text: string;
  readonly topic: string | undefined;
  readonly kind: 'reliable' | 'lossy';
  /** Undefined for the server API and for hidden participants. */
  readonly from: string | undefined;
}

export interface JoinOptions {
  readonly room: string;
  readonly identity: string;
  readonly name?: string;
  readonly metadata?: string;
  readonly attributes?: Record<string, string>;
  readonly grant?: Partial<VideoGrant>;
}

export async function joinToken(server: ServerAddress, options: JoinOptions): Promise<string> {
  const { identity, name, metadata, attributes } = options;
  const token = new AccessToken(server.apiKey, server.apiSecret, {
    identity,
    ...(name === undefined ? {} : { name }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(attributes === undefined ? {} : { attributes }),
  });
  token.addGrant({ roomJoin: true, room: options.room, canUpdateOwnMetadata: true, ...options.grant });
  return token.toJwt();
}

/** How long anything that another client should see may take. The server batches joins for up to 3 s. */
const seenWithinMs = 10_000;

/**
 * The second, independent client: LiveKit's Rust core through `@livekit/rtc-node`. What it received and what it knows
 * of the room is kept; `until` waits for a condition on it.
 */
export class SecondClient {
  readonly room: Room;
  readonly identity: string;
  readonly messages: ReceivedMessage[] = [];
  readonly disconnects: number[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(room: Room, identity: string) {
    this.room = room;
    this.identity = identity;
  }

  static async join(server: ServerAddress, options: JoinOptions): Promise<SecondClient> {
    return SecondClient.joinWith(server, options.identity, await joinToken(server, options));
  }

  /** With a token that may have been used before: what a removed participant does. */
  static async joinWith(server: ServerAddress, identity: string, token: string): Promise<SecondClient> {
    const room = new Room();
    const client = new SecondClient(room, identity);
    client.#listen();
    await room.connect(server.url, token, { autoSubscribe: false, dynacast: false });
    return client;
  }

  async send(text: string | Uint8Array, options: { reliable: boolean; topic?: string; to?: string[] }): Promise<void> {
    const payload = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    await this.#own().publishData(payload, {
      reliable: options.reliable,
      ...(options.topic === undefined ? {} : { topic: options.topic }),
      ...(options.to === undefined ? {} : { destination_identities: options.to }),
    });
  }

  /** Publishes a silent microphone. Answers the track's sid. */
  async publishMicrophone(): Promise<string> {
    const source = new AudioSource(48_000, 1);
    const track = LocalAudioTrack.createAudioTrack('microphone', source);
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
    const published = await this.#own().publishTrack(track, options);
    await source.captureFrame(AudioFrame.create(48_000, 1, 480));
    if (published.sid === undefined) throw new Error(`${this.identity} published a track without a sid`);
    return published.sid;
  }

  setMetadata(metadata: string): Promise<void> {
    return this.#own().updateMetadata(metadata);
  }

  /** What this client sees of another participant. */
  sees(identity: string): { metadata: string; name: string; attributes: Record<string, string> } | undefined {
    const other = this.room.remoteParticipants.get(identity);
    if (other === undefined) return undefined;
    return { metadata: other.metadata ?? '', name: other.name ?? '', attributes: { ...other.attributes } };
  }

  /** Resolves with the first message that fits, also one that came before; rejects after 10 s. */
  async message(fits: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage> {
    await this.until(`a message among ${this.messages.length}`, () => this.messages.some(fits));
    const found = this.messages.find(fits);
    if (found === undefined) throw new Error('unreachable');
    return found;
  }

  /** Resolves as soon as the condition holds; it is looked at again on each event of the room. */
  until(what: string, holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds()) return;
        finish();
        resolve();
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`${this.identity} did not see ${what} within ${seenWithinMs} ms`));
      }, seenWithinMs);
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
    });
  }

  async leave(): Promise<void> {
    await this.room.disconnect();
  }

  #own(): NonNullable<Room['localParticipant']> {
    const own = this.room.localParticipant;
    if (own === undefined) throw new Error(`${this.identity} is not connected`);
    return own;
  }

  #listen(): void {
    this.room.on(RoomEvent.DataReceived, (payload, participant, kind, topic) => {
      this.messages.push({
        payload,
        text: new TextDecoder().decode(payload),
        topic: topic === '' ? undefined : topic,
        kind: kind === DataPacketKind.KIND_LOSSY ? 'lossy' : 'reliable',
        from: participant?.identity,
      });
    });
    this.room.on(RoomEvent.Disconnected, (reason) => this.disconnects.push(reason));
    const events = [
      RoomEvent.DataReceived,
      RoomEvent.Disconnected,
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.ParticipantMetadataChanged,
      RoomEvent.ParticipantNameChanged,
      RoomEvent.ParticipantAttributesChanged,
      RoomEvent.RoomMetadataChanged,
    ] as const;
    for (const event of events) {
      this.room.on(event, () => {
        for (const look of [...this.#waiting]) look();
      });
    }
  }
}
