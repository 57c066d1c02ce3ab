import type { DisconnectInfo } from './protocol.ts';

/**
 * Says why a room was left, and what can be done. The keys are LiveKit's `DisconnectReason` names; the sentences
 * were held against livekit-server 1.13.5 (a removal gives PARTICIPANT_REMOVED, a deleted room ROOM_DELETED, a room
 * whose last participant left ROOM_CLOSED).
 */
const sentences: Readonly<Record<string, Omit<DisconnectInfo, 'reason'>>> = {
  CLIENT_INITIATED: {
    title: 'Left the room',
    message: 'This console left. The rows so far stay here.',
    next: 'rejoin',
  },
  DUPLICATE_IDENTITY: {
    title: 'Put out by the same identity',
    message: 'Somebody joined with this identity, so the server disconnected this console. Joining again under it would put them out.',
    next: 'rejoin-as-other',
  },
  SERVER_SHUTDOWN: {
    title: 'The server is shutting down',
    message: 'The server said goodbye. Join again when it is back.',
    next: 'rejoin',
  },
  PARTICIPANT_REMOVED: {
    title: 'Removed from the room',
    message: 'Somebody removed this console through the server API. A removal is not a ban: joining again is possible.',
    next: 'rejoin',
  },
  ROOM_DELETED: {
    title: 'The room was deleted',
    message: 'Somebody deleted the room; everybody in it was disconnected. Observing never creates a room, so wait until it is there again.',
    next: 'wait-for-room',
  },
  ROOM_CLOSED: {
    title: 'The room is over',
    message: 'The last person left and the departure timeout passed, so the server closed the room. It can be waited for.',
    next: 'wait-for-room',
  },
  STATE_MISMATCH: {
    title: 'Server and client disagreed',
    message: 'The server could not resume this connection (state mismatch). Join again.',
    next: 'rejoin',
  },
  JOIN_FAILURE: {
    title: 'Could not join',
    message: 'The server refused to let this connection in. Join again, or look at the server’s log.',
    next: 'rejoin',
  },
  MIGRATION: {
    title: 'The room moved to another node',
    message: 'The server asked this client to connect anew. Join again.',
    next: 'rejoin',
  },
  SIGNAL_CLOSE: {
    title: 'The server closed the connection',
    message: 'The signal connection ended without a reason given. Join again.',
    next: 'rejoin',
  },
  CONNECTION_TIMEOUT: {
    title: 'The connection timed out',
    message: 'The server heard nothing from this console for too long. Look at the network, then join again.',
    next: 'rejoin',
  },
  AGENT_ERROR: {
    title: 'Ended by an agent’s error',
    message: 'The server ended the session because an agent failed. Look at the agent’s log, then join again.',
    next: 'rejoin',
  },
  MEDIA_FAILURE: {
    title: 'The data connection failed',
    message: 'Signalling works, but WebRTC could not connect or was cut. Are the server’s UDP and TCP media ports reachable from here?',
    next: 'rejoin',
  },
};

/**
 * An observer's connection that cannot be resumed. livekit-client would join anew by itself, and thereby create a room
 * that is over; so the session leaves, and joins when the main process has found the room.
 */
export const lostByObserver: DisconnectInfo = {
  reason: 'CONNECTION_LOST',
  title: 'Connection lost',
  message:
    'It has to be built anew. Joining would create the room if it is over by now, so the console looks first and joins as soon as it is there.',
  next: 'wait-for-room',
};

const overReasons: readonly string[] = ['ROOM_DELETED', 'ROOM_CLOSED', 'CLIENT_INITIATED'];

/** Nothing is missed after this: the room has ended, or this console has left it. */
export function roomIsOver(why: DisconnectInfo | undefined): boolean {
  return why !== undefined && overReasons.includes(why.reason);
}

const unknownReason: Omit<DisconnectInfo, 'reason'> = {
  title: 'Disconnected',
  message: 'The connection was lost and could not be made again. Is the server running and reachable? Join again when it is.',
  next: 'rejoin',
};

/** `reason`: the name of a DisconnectReason; undefined where the SDK gave none (reconnecting failed). */
export function describeDisconnect(reason: string | undefined): DisconnectInfo {
  const found = reason === undefined ? undefined : sentences[reason];
  return { reason: reason ?? 'CONNECTION_LOST', ...(found ?? unknownReason) };
}

/** A join that never came about; `reasonName` is livekit-client's `ConnectionErrorReason` name. */
export function describeJoinFailure(reasonName: string, detail: string): DisconnectInfo {
  const reason = `join-failed-${reasonName}`;
  const title = 'Could not join';
  switch (reasonName) {
    case 'NotAllowed':
      return {
        reason,
        title,
        message: `The server refused the token (${detail}). Test the profile’s key and secret; the room may also be full.`,
        next: 'rejoin',
      };
    case 'ServerUnreachable':
    case 'WebSocket':
    case 'Timeout':
      return {
        reason,
        title,
        message: `The server does not answer on its signal port (${detail}). Is it running, is a proxy passing WebSockets on, and has the room a free seat?`,
        next: 'rejoin',
      };
    case 'ServiceNotFound':
      return {
        reason,
        title,
        message: `There is no LiveKit signal service at this address (${detail}). Look at the URL of the profile.`,
        next: 'none',
      };
    default:
      return { reason, title, message: `${detail}. Join again, or look at the server’s log.`, next: 'rejoin' };
  }
}
