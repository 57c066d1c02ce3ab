import type { Room } from 'livekit-client';
import { ConnectionError, DisconnectReason } from 'livekit-client';
import type { JoinGrant } from '../../electron/contract/domain.ts';
import { describeJoinFailure } from './disconnect-reasons.ts';
import type { DisconnectInfo } from './protocol.ts';

/** A connection under way, or made. */
export interface Connecting {
  readonly room: Room;
  /** Undefined when connected; else why not. Never rejects. */
  readonly done: Promise<DisconnectInfo | undefined>;
  /** LiveKit's own word for a disconnect reason. */
  reasonName(reason: DisconnectReason | undefined): string | undefined;
}

/** Attaches listeners, then connects. The tap finds the session by the `tapId` in the connection's configuration. */
export function connectRoom(room: Room, grant: JoinGrant, listen: (room: Room) => void): Connecting {
  listen(room);
  return {
    room,
    done: connect(room, grant),
    reasonName: (reason) => (reason === undefined ? undefined : DisconnectReason[reason]),
  };
}

async function connect(room: Room, grant: JoinGrant): Promise<DisconnectInfo | undefined> {
  // An own member in the configuration reaches the RTCPeerConnection constructor as it is.
  const rtcConfig: RTCConfiguration & { tapId: string } = { tapId: grant.session.id };
  // livekit-server hands out public STUN hosts by default; for a server on loopback none must be asked.
  if (grant.loopback) rtcConfig.iceServers = [];
  try {
    await room.connect(grant.url, grant.token, { autoSubscribe: false, rtcConfig, maxRetries: 1 });
    return undefined;
  } catch (error) {
    const reasonName = error instanceof ConnectionError ? error.reasonName : 'unclear';
    const detail = error instanceof Error ? error.message : String(error);
    return describeJoinFailure(reasonName, withoutToken(detail, grant.token));
  }
}

/** Errors of a failed WebSocket may quote its URL, and with it the token. */
function withoutToken(text: string, token: string): string {
  return text.split(token).join('<token>').replace(/access_token=[^&\s"']+/g, 'access_token=<token>');
}
