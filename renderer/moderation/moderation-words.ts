import type { ParticipantChange } from '../../electron/contract/changes.ts';
import type { ParticipantInfo, Session } from '../../electron/contract/domain.ts';
import { printableName } from '../ui/safe-text.ts';
import type { EditOutcome } from '../ui/editor/edit-verifier.ts';
import { countOf } from '../ui/format.ts';
import type { Notice } from '../ui/notice-of.ts';
import { sourceWord } from '../ui/permission-words.ts';
import { isThere } from './change-reading.ts';
import type { ChangeResult, ModerationTarget } from './change-result.ts';
import { changeWords, differences } from './permission-set.ts';
import { silenceWords } from './silence-steps.ts';

/** What is said of a change: in the room's log, and to the person. Pure. */

const nameLength = 100;
export const muteWords = 'They can unmute themselves at once; you are told when they do.';
const muteListedWords = 'They can unmute themselves at once; you are told only while this console is in the room.';
export const noBanWords =
  'This was no ban: their token joins again until it expires, and the refreshed one that their client holds for at ' +
  'least 10 minutes.';
export const tokenWords =
  'What the API changes lasts for this connection: when they join again, the values of their token are back.';

/** `microphone`; of a track that is not known, `track`. */
export function trackWord(participant: ParticipantInfo | undefined, trackSid: string): string {
  const track = participant?.tracks.find(({ sid }) => sid === trackSid);
  if (track === undefined) return 'track';
  return track.source === 'unknown' || track.source === '' ? `${track.kind} track` : sourceWord(track.source);
}

interface ActionWords {
  /** After who did it: "muted the microphone of alice". */
  readonly did: string;
  /** "mute the microphone of alice". */
  readonly todo: string;
  /** A sentence without a full stop: "The microphone of alice is muted". */
  readonly done: string;
}

/** `participant`: as it was before, for the names of tracks. */
export function actionWords(
  change: ParticipantChange,
  identity: string,
  participant: ParticipantInfo | undefined,
): ActionWords {
  const who = printableName(identity, nameLength);
  switch (change.kind) {
    case 'metadata':
    case 'name':
    case 'attributes':
      return verb('change', 'changed', `${change.kind} of ${who}`, `${who} has new ${change.kind}`);
    case 'permissions':
    case 'permissionFlags':
      return verb('change', 'changed', `permissions of ${who}`, `${who} has new permissions`);
    case 'muteTrack': {
      const track = `the ${trackWord(participant, change.trackSid)} of ${who}`;
      const [todo, did] = change.muted ? ['mute', 'muted'] : ['unmute', 'unmuted'];
      return verb(todo, did, track, `The ${track.slice(4)} is ${did}`);
    }
    case 'subscriptions': {
      const tracks = `${countOf(change.trackSids.length, 'track')} to ${who}`;
      return change.subscribe
        ? verb('start', 'started', tracks, `${who} was asked to receive ${countOf(change.trackSids.length, 'track')}`)
        : verb('stop', 'stopped', tracks, `${countOf(change.trackSids.length, 'track')} to ${who} stopped`);
    }
    case 'silence':
      return verb('silence', 'silenced', who, `${who} is silenced`);
    case 'remove':
      return verb('remove', 'removed', who, `${who} is removed`);
  }
}

function verb(todo: string, did: string, what: string, done: string): ActionWords {
  return { did: `${did} ${what}`, todo: `${todo} ${what}`, done };
}

/** What the room's log says of the way it went; empty of one that was seen. */
const noteEnds: Readonly<Record<EditOutcome['kind'], string>> = {
  seen: '',
  listed: '; the server lists it so',
  'not-listed': '; the server said OK, and does not list it so',
  'ignored-empty': '; the server said OK and ignored the empty value',
  'not-seen': '; the server said OK, and no change was seen',
  'out-of-sight': '; the server said OK, and the effect cannot be seen from here',
  left: '; the server said OK, and nobody of this identity is in the room any more',
  refused: '; it was refused',
  unknown: '; no answer in time, and no change was seen',
};

export interface ActionNote {
  readonly title: string;
  readonly text: string;
  readonly severity: 'info' | 'warn' | 'bad';
}

/** The row that a change leaves in the room's log. */
export function noteOf(session: Session, identity: string, result: ChangeResult): ActionNote {
  const { change, verdict, outcome } = result;
  const by = session.role.kind === 'participate' ? printableName(session.identity, nameLength) : 'This console';
  const { did, todo } = actionWords(change, identity, result.before);
  const isDone = ['seen', 'listed', 'out-of-sight'].includes(verdict.kind);
  const facts = [
    `Through the server API${noteEnds[verdict.kind]}`,
    permissionFacts(result),
    change.kind === 'silence' ? silenceWords(result.steps) : '',
    verdict.kind === 'refused' || verdict.kind === 'unknown' ? verdict.message : '',
    ...(outcome?.doubts ?? []),
  ];
  return {
    title: isDone ? `${by} ${did}` : `${by} asked to ${todo}`,
    text: facts.filter((fact) => fact !== '').join(' · '),
    severity: verdict.kind === 'refused' ? 'bad' : isDone && (outcome?.doubts ?? []).length === 0 ? 'info' : 'warn',
  };
}

/** `Send data on → off`, as the server had it before and said it has it now. */
function permissionFacts({ outcome }: ChangeResult): string {
  const [before, after] = [outcome?.before?.permissions, outcome?.after?.permissions];
  return before === undefined || after === undefined ? '' : changeWords(differences(before, after));
}

/** What came of a change, for a person who may be looking elsewhere. */
export function noticeOfChange(target: Pick<ModerationTarget, 'identity'>, result: ChangeResult): Notice {
  const { change, verdict, outcome } = result;
  const { done, todo } = actionWords(change, target.identity, result.before);
  const doubts = outcome?.doubts ?? [];
  const more = [...doubts, afterwards(result)].filter((text) => text !== '');
  const text = (...first: readonly string[]): string => [...first, ...more].join(' ');
  switch (verdict.kind) {
    case 'seen': {
      const how = `Seen by the room after ${verdict.afterMs.toLocaleString('en')} ms.`;
      const late = verdict.answered ? [] : ['The server’s own answer never came.'];
      return { severity: doubts.length === 0 ? 'ok' : 'warn', title: done, text: text(how, ...late) };
    }
    case 'out-of-sight': {
      const title = `The server said OK to “${todo}”`;
      const why = `The effect cannot be seen from here. ${verdict.why}`;
      return { severity: doubts.length === 0 ? 'info' : 'warn', title, text: text(why, inAnswer(result)) };
    }
    case 'listed':
      return { severity: doubts.length === 0 ? 'ok' : 'warn', title: done, text: text('The server lists it so.') };
    case 'not-listed':
    case 'ignored-empty':
    case 'not-seen':
      return {
        severity: 'warn',
        title: `Accepted, but not seen to ${todo}`,
        text: text(`The server said OK, and ${verdict.kind === 'not-listed' ? 'its list' : 'the room'} showed no change in 5 s.`, whyNotSeen(change)),
        passes: true,
      };
    case 'left':
      return {
        severity: 'warn',
        title: `${printableName(target.identity, nameLength)} left meanwhile`,
        text: `The server said OK, and this connection is not in the room any more. ${tokenWords}`,
        passes: true,
      };
    case 'refused':
      return { severity: 'bad', title: `Could not ${todo}`, text: verdict.message, passes: true };
    case 'unknown':
      return {
        severity: 'warn',
        title: `Not known whether it came to “${todo}”`,
        text: `No change was seen. ${verdict.message}`,
      };
  }
}

/** Of what the room does not show, the server's own answer is the next best. */
function inAnswer({ change, outcome }: ChangeResult): string {
  const after = outcome?.after;
  if (after === undefined || change.kind === 'remove' || change.kind === 'subscriptions') return '';
  return isThere(after, change) ? 'The server’s own answer has it.' : 'The server’s own answer does not have it.';
}

function afterwards({ change, steps, verdict }: ChangeResult): string {
  switch (change.kind) {
    case 'muteTrack':
      if (change.muted && verdict.kind === 'listed') return muteListedWords;
      return change.muted ? muteWords : '';
    case 'silence':
      return silenceWords(steps);
    case 'remove':
      return noBanWords;
    case 'metadata':
    case 'name':
    case 'attributes':
    case 'permissions':
    case 'permissionFlags':
    case 'subscriptions':
      return '';
  }
}

function whyNotSeen(change: ParticipantChange): string {
  switch (change.kind) {
    case 'muteTrack':
      return 'Their client carries a mute out: it may not have answered, or it unmuted again at once.';
    case 'remove':
      return 'Leaves are told up to 3 s late; look at the list before trying again.';
    case 'permissions':
    case 'permissionFlags':
      return 'A flag that this server’s version does not know changes nothing. Look at what they have now.';
    case 'silence':
    case 'metadata':
    case 'name':
    case 'attributes':
    case 'subscriptions':
      return 'Look at what they have now before trying again.';
  }
}

/** `alice unmuted the microphone`, 0.8 s after it was muted from here. */
export function unmutedNotice(identity: string, track: string, afterMs: number): Notice {
  const after = afterMs < 10_000 ? `${(afterMs / 1_000).toFixed(1)} s` : `${Math.round(afterMs / 1_000)} s`;
  return {
    severity: 'warn',
    title: `${printableName(identity, nameLength)}: ${track} is on again`,
    text:
      `Unmuted ${after} after it was muted from here, and not by this console. A mute is no gag: silencing takes ` +
      'publishing and data as well.',
  };
}
