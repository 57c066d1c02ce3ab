import type { SessionRole } from '../../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../../session/protocol.ts';
import { countOf, formatCount, formatTime, formatTimeMs } from '../../ui/format.ts';
import type { LogStatus } from '../protocol/index.ts';

/** One kind of traffic that this console cannot see, and why. */
export interface OutOfSight {
  readonly what: string;
  /** How much it is in this room so far, or that it cannot be known. Never 0 for what cannot be counted. */
  readonly figure: string;
  readonly why: string;
  /** Single times, the newest last. */
  readonly times: readonly string[];
}

/** What is known of this room; `status` is undefined until the log has told its counts. */
export interface SightFacts {
  readonly role: SessionRole['kind'];
  readonly snapshot: SessionSnapshot;
  readonly status: LogStatus | undefined;
}

const notKnowable = 'not knowable';
const shownTimes = 8;

/**
 * What passes in this room without reaching this console. A console that said "all traffic" would be lying. Each line
 * was measured against livekit-server 1.13.5.
 */
export function outOfSight(facts: SightFacts): readonly OutOfSight[] {
  return [
    line(
      'Messages addressed to others only',
      notKnowable,
      'The server forwards them to those named and to nobody else. No permission lifts that. RPC between two others is ' +
        'such a message.',
    ),
    own(facts),
    line(
      'What the server refused',
      notKnowable,
      'Data of a participant without the permission to send it, and bytes that are no packet, are dropped by the ' +
        'server; the sender is not told either.',
    ),
    lossy(facts),
    line(
      'Missing numbers in a sequence',
      'told row by row',
      'One count covers all reliable messages of a sender, those to others included. A missing number means: not ' +
        'received here.',
    ),
    before(facts),
    gaps(facts),
    ...unverified(facts),
    evicted(facts),
    line(
      'Hidden participants',
      'the room tells of none',
      'Only the server API lists them, under People. What they send is seen, with a sid and without a name.',
    ),
    tracks(facts),
    line('Inside encrypted messages', notKnowable, 'Sender, size and time are seen; the content needs the key.'),
  ];
}

function own({ role, status }: SightFacts): OutOfSight {
  if (role === 'observe') {
    return line(
      'Messages to this observer',
      'nobody knows its name',
      'Its identity is random and hidden, so nobody addresses it; an RPC to or from a hidden participant never ' +
        'completes.',
    );
  }
  const sent = status === undefined ? 0 : status.sent.reliable + status.sent.lossy + status.sent.other;
  return line(
    'Echoes of what is sent from here',
    sent === 0 ? 'nothing sent so far' : `${formatCount(sent)} sent, none proven`,
    'A sender gets none: the rows marked as sent were taken as they were handed to the channel. They prove no delivery.',
  );
}

function lossy({ status }: SightFacts): OutOfSight {
  const arrived = status === undefined ? '' : `, ${formatCount(status.received.lossy)} arrived`;
  return line(
    'Lost lossy messages',
    `${notKnowable}${arrived}`,
    'They carry no sequence, so a loss cannot be known, nor counted. Only reliable messages of LiveKit clients are ' +
      'numbered.',
  );
}

function before({ snapshot: { listeningSinceMs } }: SightFacts): OutOfSight {
  const what = listeningSinceMs === undefined ? 'Before joining' : `Before ${formatTime(listeningSinceMs)}`;
  return line(what, notKnowable, 'Nothing is kept for those who come later.');
}

function gaps({ snapshot }: SightFacts): OutOfSight {
  const { gaps: list, gapsTotal, state } = snapshot;
  // While only the signal is lost the data channels stay, and as a rule deliver.
  const real = state === 'resuming' ? list.filter((gap) => gap.untilMs !== undefined) : list;
  const total = gapsTotal - (list.length - real.length);
  const lasted = real.reduce((sum, gap) => sum + (gap.untilMs === undefined ? 0 : gap.untilMs - gap.sinceMs), 0);
  const figure =
    total === 0 ? 'none so far' : `${countOf(total, 'gap')}${lasted === 0 || total > real.length ? '' : `, ${seconds(lasted)} in all`}`;
  const times = real.slice(-shownTimes).map(({ sinceMs, untilMs }) =>
    untilMs === undefined
      ? `since ${formatTimeMs(sinceMs)}, still`
      : `${formatTimeMs(sinceMs)} to ${formatTimeMs(untilMs)}, ${seconds(untilMs - sinceMs)}`,
  );
  const older = total > times.length ? [`the newest ${formatCount(times.length)} of them:`] : [];
  return {
    what: 'While not connected',
    figure,
    why: 'What passes during a full reconnect is gone: how much it was cannot be known. Each gap is a row of the log.',
    times: times.length === 0 ? [] : [...older, ...times],
  };
}

function unverified({ snapshot: { completeness } }: SightFacts): readonly OutOfSight[] {
  const { unverified: count, unverifiedSinceMs, unverifiedUntilMs } = completeness;
  if (count === 0 || unverifiedSinceMs === undefined || unverifiedUntilMs === undefined) return [];
  return [
    line(
      `Between ${formatTimeMs(unverifiedSinceMs)} and ${formatTimeMs(unverifiedUntilMs)}`,
      `${countOf(count, 'message')} seen, not verified`,
      'A connection closed, and the browser forgets the count of a closed one: whether more had arrived cannot be known.',
    ),
  ];
}

function evicted({ status }: SightFacts): OutOfSight {
  const reach = status?.oldestMs === undefined ? '' : `, rows reach back to ${formatTime(status.oldestMs)}`;
  const count = status?.evicted ?? 0;
  return line(
    'Rows let go',
    count === 0 ? 'none so far' : `${formatCount(count)}${reach}`,
    'The oldest rows of all open rooms go when the memory budget is used up. They were seen, and are not here any more.',
  );
}

function tracks({ snapshot }: SightFacts): OutOfSight {
  const publishers = snapshot.participants.filter((who) => who.isPublisher).length;
  return line(
    'Media, data tracks and metrics',
    publishers === 0 ? 'nobody publishes a track now' : `${countOf(publishers, 'participant publishes', 'participants publish')} tracks now`,
    'They go to subscribers only, and this console subscribes to nothing.',
  );
}

function line(what: string, figure: string, why: string): OutOfSight {
  return { what, figure, why, times: [] };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
