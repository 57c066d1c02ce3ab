import { DataPacket_Kind, RoomServiceClient } from 'livekit-server-sdk';
import type { DataKind, ParticipantInfo, RoomList, RoomSummary } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { apiUrl } from '../contract/server-url.ts';
import { apiFailure, quote } from './api-errors.ts';
import type { ApiCall } from './api-errors.ts';
import { participantInfo, roomSummary } from './api-mapping.ts';
import type { Credentials } from './credentials.ts';

export interface LivekitApiOptions {
  readonly credentials: Credentials;
  /** Epoch ms. */
  readonly now: () => number;
}

export interface NewRoom {
  readonly room: string;
  readonly metadata: string;
  /** Seconds; left out: the server's default. */
  readonly emptyTimeoutS?: number | undefined;
  readonly departureTimeoutS?: number | undefined;
  readonly maxParticipants?: number | undefined;
}

export interface ParticipantChange {
  readonly room: string;
  readonly identity: string;
  /** Only what is given is sent. The server ignores an empty metadata or name and still answers OK. */
  readonly metadata?: string | undefined;
  readonly name?: string | undefined;
  /** An attribute set to the empty string is deleted; those not named stay. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

export interface ApiMessage {
  readonly room: string;
  readonly kind: DataKind;
  readonly topic?: string | undefined;
  /** Empty: everyone. */
  readonly destinationIdentities: readonly string[];
  readonly payload: Uint8Array;
}

/**
 * One server's room API, with one key. Every failure that the server or the network can cause is a result (reasons in
 * api-errors.ts). What the server accepts in silence is not known here: callers look at the room for the effect.
 */
export class LivekitApi {
  readonly #options: LivekitApiOptions;
  readonly #client: RoomServiceClient;
  readonly #host: string;

  constructor(options: LivekitApiOptions) {
    const { url, apiKey, secret } = options.credentials;
    // The SDK would silently take LIVEKIT_API_KEY and _SECRET of the environment: another server's, perhaps.
    if (apiKey === '' || secret === '') throw new Error('LivekitApi needs a key and a secret');
    this.#options = options;
    this.#host = new URL(url).host;
    this.#client = new RoomServiceClient(apiUrl(url), apiKey, secret);
  }

  /** @param names left out: all rooms of the server. */
  async listRooms(names?: readonly string[]): Promise<Result<RoomList>> {
    const startedAt = this.#options.now();
    return this.#call({ effect: 'read', doing: 'listing the rooms' }, async () => {
      const rooms = await this.#client.listRooms(names === undefined ? undefined : [...names]);
      const listedAtMs = this.#options.now();
      return { rooms: rooms.map(roomSummary), latencyMs: listedAtMs - startedAt, listedAtMs };
    });
  }

  /**
   * Refused as `room-exists` where there is one of this name: the server would take the call for a change of that
   * room's metadata and timeouts, and say OK.
   */
  async createRoom(room: NewRoom): Promise<Result<RoomSummary>> {
    const existing = await this.listRooms([room.room]);
    if (!existing.ok) return existing;
    if (existing.value.rooms.length > 0) {
      return refused(
        'room-exists',
        `There is a room ${quote(room.room)} already. Creating it again would change its metadata and timeouts, so ` +
          'nothing was done. Open it, or choose another name.',
      );
    }
    const call = { effect: 'write', doing: `creating room ${quote(room.room)}`, room: room.room } as const;
    return this.#call(call, async () =>
      roomSummary(
        await this.#client.createRoom({
          name: room.room,
          metadata: room.metadata,
          ...(room.emptyTimeoutS === undefined ? {} : { emptyTimeout: room.emptyTimeoutS }),
          ...(room.departureTimeoutS === undefined ? {} : { departureTimeout: room.departureTimeoutS }),
          ...(room.maxParticipants === undefined ? {} : { maxParticipants: room.maxParticipants }),
        }),
      ),
    );
  }

  async deleteRoom(room: string): Promise<Result<undefined>> {
    return this.#call({ effect: 'write', doing: `deleting room ${quote(room)}`, room }, async () => {
      await this.#client.deleteRoom(room);
      return undefined;
    });
  }

  async updateRoomMetadata(room: string, metadata: string): Promise<Result<RoomSummary>> {
    const call = { effect: 'write', doing: `changing the metadata of room ${quote(room)}`, room } as const;
    return this.#call(call, async () => roomSummary(await this.#client.updateRoomMetadata(room, metadata)));
  }

  /** Everyone in the room, hidden participants included. A room that does not exist has nobody: an empty list. */
  async listParticipants(room: string): Promise<Result<readonly ParticipantInfo[]>> {
    const call = { effect: 'read', doing: `listing who is in room ${quote(room)}`, room } as const;
    return this.#call(call, async () => (await this.#client.listParticipants(room)).map(participantInfo));
  }

  async getParticipant(room: string, identity: string): Promise<Result<ParticipantInfo>> {
    const call = { effect: 'read', doing: `reading ${quote(identity)}`, room, identity } as const;
    return this.#call(call, async () => participantInfo(await this.#client.getParticipant(room, identity)));
  }

  async updateParticipant(change: ParticipantChange): Promise<Result<ParticipantInfo>> {
    const { room, identity, metadata, name, attributes } = change;
    const call = { effect: 'write', doing: `changing ${quote(identity)}`, room, identity } as const;
    return this.#call(call, async () =>
      participantInfo(
        await this.#client.updateParticipant(room, identity, {
          ...(metadata === undefined ? {} : { metadata }),
          ...(name === undefined ? {} : { name }),
          ...(attributes === undefined ? {} : { attributes: { ...attributes } }),
        }),
      ),
    );
  }

  /** From nobody: receivers see neither identity nor sid. OK means taken in, not delivered. */
  async sendData(message: ApiMessage): Promise<Result<undefined>> {
    const { room, kind, topic, destinationIdentities, payload } = message;
    const call = { effect: 'write', doing: `sending to room ${quote(room)}`, room } as const;
    return this.#call(call, async () => {
      await this.#client.sendData(room, payload, kind === 'lossy' ? DataPacket_Kind.LOSSY : DataPacket_Kind.RELIABLE, {
        destinationIdentities: [...destinationIdentities],
        ...(topic === undefined ? {} : { topic }),
      });
      return undefined;
    });
  }

  async #call<T>(call: Omit<ApiCall, 'host'>, run: () => Promise<T>): Promise<Result<T>> {
    try {
      return ok(await run());
    } catch (error) {
      return apiFailure(error, { ...call, host: this.#host });
    }
  }
}
