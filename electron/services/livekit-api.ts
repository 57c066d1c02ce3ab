import { DataPacket_Kind, RoomServiceClient } from 'livekit-server-sdk';
import type { DataKind, ParticipantInfo, Permissions, RoomList, RoomSummary } from '../contract/domain.ts';
import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { apiUrl } from '../contract/server-url.ts';
import { apiFailure, quote } from './api-errors.ts';
import type { ApiCall } from './api-errors.ts';
import { participantInfo, roomSummary, serverPermission } from './api-mapping.ts';
import type { Credentials } from './credentials.ts';

export interface LivekitApiOptions {
  readonly credentials: Credentials;
  /** Epoch ms. */
  readonly now: () => number;
  /** Of one attempt; LiveKit Cloud is asked up to three times. Left out: 10 s, the SDK's own. */
  readonly timeoutS?: number | undefined;
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
  /** The server replaces all flags by these. */
  readonly permissions?: Permissions | undefined;
}

export interface TrackMute {
  readonly room: string;
  readonly identity: string;
  readonly trackSid: string;
  readonly muted: boolean;
}

export interface SubscriptionChange {
  readonly room: string;
  readonly identity: string;
  readonly trackSids: readonly string[];
  readonly subscribe: boolean;
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
    const { credentials, timeoutS } = options;
    const { url, apiKey, secret } = credentials;
    // The SDK would silently take LIVEKIT_API_KEY and _SECRET of the environment: another server's, perhaps.
    if (apiKey === '' || secret === '') throw new Error('LivekitApi needs a key and a secret');
    this.#options = options;
    this.#host = new URL(url).host;
    this.#client = new RoomServiceClient(apiUrl(url), apiKey, secret, {
      ...(timeoutS === undefined ? {} : { requestTimeout: timeoutS }),
    });
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
    const { room, identity, metadata, name, attributes, permissions } = change;
    const call = { effect: 'write', doing: `changing ${quote(identity)}`, room, identity } as const;
    return this.#call(call, async () =>
      participantInfo(
        await this.#client.updateParticipant(room, identity, {
          ...(metadata === undefined ? {} : { metadata }),
          ...(name === undefined ? {} : { name }),
          ...(attributes === undefined ? {} : { attributes: { ...attributes } }),
          ...(permissions === undefined ? {} : { permission: serverPermission(permissions) }),
        }),
      ),
    );
  }

  /**
   * Refused as `remote-unmute-off` where the server does not let others unmute.
   * @returns whether it is muted now, as the server says; undefined: it has no such track (and says OK)
   */
  async muteTrack({ room, identity, trackSid, muted }: TrackMute): Promise<Result<boolean | undefined>> {
    const doing = `${muted ? 'muting' : 'unmuting'} a track of ${quote(identity)}`;
    return this.#call({ effect: 'write', doing, room, identity }, async () => {
      const track = await this.#client.mutePublishedTrack(room, identity, trackSid, muted);
      return track?.muted;
    });
  }

  /** What a participant receives of the tracks of others. OK also for tracks that are not there. */
  async updateSubscriptions({ room, identity, trackSids, subscribe }: SubscriptionChange): Promise<Result<undefined>> {
    const doing = `changing what ${quote(identity)} receives`;
    return this.#call({ effect: 'write', doing, room, identity }, async () => {
      await this.#client.updateSubscriptions(room, identity, [...trackSids], subscribe);
      return undefined;
    });
  }

  /**
   * @param revokesTokens tokens issued up to a minute from now do not join any more; LiveKit Cloud does that, a server of
   * one's own ignores it
   */
  async removeParticipant(room: string, identity: string, revokesTokens: boolean): Promise<Result<undefined>> {
    return this.#call({ effect: 'write', doing: `removing ${quote(identity)}`, room, identity }, async () => {
      // Left out, the server takes its own time and a minute (livekit_room.proto, revoke_token_ts); no token is older
      // than the first second of 1970.
      await this.#client.removeParticipant(room, identity, revokesTokens ? {} : { revokeTokenTs: 1n });
      return undefined;
    });
  }

  /** LiveKit Cloud only; elsewhere refused as `not-implemented` for one who is there. */
  async moveParticipant(room: string, identity: string, destination: string): Promise<Result<undefined>> {
    return this.#call({ effect: 'write', doing: `moving ${quote(identity)}`, room, identity }, async () => {
      await this.#client.moveParticipant(room, identity, destination);
      return undefined;
    });
  }

  /** As `moveParticipant`. */
  async forwardParticipant(room: string, identity: string, destination: string): Promise<Result<undefined>> {
    return this.#call({ effect: 'write', doing: `forwarding ${quote(identity)}`, room, identity }, async () => {
      await this.#client.forwardParticipant(room, identity, destination);
      return undefined;
    });
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
