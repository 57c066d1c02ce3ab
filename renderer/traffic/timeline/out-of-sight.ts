import type { SessionRole } from '../../../electron/contract/domain.ts';

/** One kind of traffic that this console cannot see, and why. */
export interface OutOfSight {
  readonly what: string;
  readonly why: string;
}

/**
 * What passes in the room without reaching this console. A console that said "all traffic" would be lying. Each line
 * was measured against livekit-server 1.13.5; `joinedAtMs` is when this session began to listen, as local time text.
 */
export function outOfSight(role: SessionRole['kind'], listeningSince: string | undefined): readonly OutOfSight[] {
  const own: OutOfSight =
    role === 'observe'
      ? {
          what: 'Messages to this observer',
          why:
            'Its identity is random and hidden, so nobody addresses it; an RPC to or from a hidden participant ' +
            'never completes.',
        }
      : {
          what: 'Echoes of what is sent from here',
          why:
            'A sender gets none: the rows marked as sent were taken as they were handed to the channel. They ' +
            'prove no delivery.',
        };
  return [
    {
      what: 'Messages addressed to others only',
      why:
        'The server forwards them to those named and to nobody else. No permission lifts that. RPC between ' +
        'two others is such a message.',
    },
    own,
    {
      what: 'What the server refused',
      why:
        'Data of a participant without the permission to send it, and bytes that are no packet, are dropped ' +
        'by the server; the sender is not told either.',
    },
    {
      what: 'Lost lossy messages',
      why:
        'They carry no sequence, so a loss cannot be known, nor counted. Only reliable messages of LiveKit ' +
        'clients are numbered.',
    },
    {
      what: 'Missing numbers in a sequence',
      why:
        'One count covers all reliable messages of a sender, those to others included. A missing number ' +
        'means: not received here.',
    },
    {
      what: listeningSince === undefined ? 'Before joining, and in gaps' : `Before ${listeningSince}, and in gaps`,
      why:
        'Nothing is kept for those who come later. What passes during a full reconnect is gone; its row in ' +
        'the log says how long it took.',
    },
    {
      what: 'Media, data tracks and metrics',
      why: 'They go to subscribers only, and this console subscribes to nothing.',
    },
    {
      what: 'Inside encrypted messages',
      why: 'Sender, size and time are seen; the content needs the key.',
    },
  ];
}
