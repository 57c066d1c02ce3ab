import { AccessToken } from 'livekit-server-sdk';
import type { VideoGrant } from 'livekit-server-sdk';
import type { SessionRole } from '../contract/domain.ts';
import { observerPrefix } from '../contract/limits.ts';
import type { Credentials } from './credentials.ts';

/** It limits the first join only: the server itself refreshes the token of a connected client. */
const joinTtlS = 600;
/** For one request at once. */
const requestTtlS = 60;
/** 96 random bits: nobody can guess an observer's identity, and so address it alone. */
const observerRandomBytes = 12;

export interface JoinTokenRequest {
  readonly room: string;
  readonly role: SessionRole;
  /** Of an observer: `observerIdentity()`. */
  readonly identity: string;
  /** Seconds; left out: ten minutes. */
  readonly ttlS?: number;
}

/**
 * A token for one room with the least that the role needs. Never `roomAdmin`: a page that holds that could call the
 * whole room API (CORS is open there).
 */
export async function mintJoinToken(credentials: Credentials, request: JoinTokenRequest): Promise<string> {
  const { role } = request;
  const token = accessToken(credentials, request.ttlS ?? joinTtlS, request.identity);
  token.addGrant(grantOf(request.room, role));
  if (role.kind === 'observe') {
    // Takes no seat and does not hold the room open; backends see an AGENT.
    if (role.as === 'agent') token.kind = 'agent';
  } else {
    if (role.name !== '') token.name = role.name;
    if (role.metadata !== '') token.metadata = role.metadata;
    if (Object.keys(role.attributes).length > 0) token.attributes = { ...role.attributes };
  }
  return token.toJwt();
}

/** A token that may list rooms and nothing else: to ask a server whether it knows the key. */
export async function mintRoomListToken(credentials: Credentials): Promise<string> {
  const token = accessToken(credentials, requestTtlS, undefined);
  token.addGrant({ roomList: true });
  return token.toJwt();
}

/** The prefix that colleagues and webhooks recognise, and a rest that is new each time. */
export function observerIdentity(randomBytes: (size: number) => Uint8Array): string {
  const random = [...randomBytes(observerRandomBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${observerPrefix}${random}`;
}

/** Exported for the test that holds it against livekit's facts. */
export function grantOf(room: string, role: SessionRole): VideoGrant {
  const participates = role.kind === 'participate';
  return {
    roomJoin: true,
    room,
    hidden: !participates,
    // No media: the console shows data. Left out, these three would all be true.
    canPublish: false,
    canSubscribe: false,
    canPublishData: participates,
    canUpdateOwnMetadata: participates && role.canUpdateOwnMetadata,
  };
}

function accessToken(credentials: Credentials, ttlS: number, identity: string | undefined): AccessToken {
  const { apiKey, secret } = credentials;
  // The SDK would silently take the environment's.
  if (apiKey === '' || secret === '') throw new Error('a token needs a key and a secret');
  return new AccessToken(apiKey, secret, { ttl: ttlS, ...(identity === undefined ? {} : { identity }) });
}
