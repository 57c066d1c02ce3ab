import type { ConnectionState, ParticipantInfo } from '../../electron/contract/domain.ts';
import { byJoin } from '../session/client.ts';
import type { RoomParticipant } from '../session/protocol.ts';
import { formatTime } from '../ui/format.ts';
import { LookAlikes, type LookAlike, type NameLook } from '../ui/look-alike.ts';
import { printableName, printableStart } from '../ui/safe-text.ts';

export interface PersonRow {
  readonly participant: ParticipantInfo;
  /** This console's own participant: `console` where it is a hidden observer, `other-tab` where another tab is it. */
  readonly own: 'you' | 'console' | 'other-tab' | undefined;
  /** What is easily overlooked about the identity; undefined: nothing. */
  readonly look: LookAlike | undefined;
}

export interface People {
  /** Seen by everybody in the room. */
  readonly visible: readonly PersonRow[];
  /** Known from the server API only, except the console itself. */
  readonly hidden: readonly PersonRow[];
  /** Before filtering. */
  readonly visibleCount: number;
  readonly hiddenCount: number;
}

/**
 * Why it is not known who is here: what to say beside the title, and in place of the list. Undefined where it is known,
 * also while the connection is being mended: then those last seen stand there.
 */
export function whyNotKnown(state: ConnectionState): { readonly words: string; readonly sentence: string } | undefined {
  switch (state) {
    case 'connected':
    case 'resuming':
    case 'rejoining':
      return undefined;
    case 'joining':
      return { words: 'not known yet', sentence: 'Who is here is known as soon as this console is in the room.' };
    case 'disconnected':
      return {
        words: 'not known now',
        sentence: 'Not known while disconnected: this console does not see who is in the room.',
      };
  }
}

export interface PeopleSource {
  /** As the room tells them. */
  readonly inRoom: readonly RoomParticipant[];
  /** As the server API lists them; undefined before its first answer. Only those who are hidden are taken from it. */
  readonly listed: readonly ParticipantInfo[] | undefined;
  /** This session's identity. */
  readonly ownIdentity: string;
  /** Identities of this console's other sessions. */
  readonly ownElsewhere?: readonly string[];
  readonly filter: string;
  /** How a name looks, remembered from one time to the next: a room of thousands is grouped many times a second. */
  readonly look?: (name: string) => NameLook;
}

/**
 * Who is here, grouped and sorted by identity. The room's word is newer than the list's, so whoever the room tells of
 * stands as it tells, also one who was made hidden while connected and lingers as a stale entry with everybody.
 */
export function groupPeople(source: PeopleSource): People {
  const visible = source.inRoom.filter((participant) => !isOwnHidden(participant));
  const told = new Set(visible.map((participant) => participant.identity));
  const hidden = new Map<string, ParticipantInfo>();
  for (const participant of source.listed ?? []) {
    if (participant.permissions?.hidden === true && !told.has(participant.identity)) {
      hidden.set(participant.identity, participant);
    }
  }
  for (const participant of source.inRoom) {
    if (isOwnHidden(participant)) hidden.set(participant.identity, participant);
  }
  const elsewhere = new Set(source.ownElsewhere);
  const looks = new LookAlikes(source.look === undefined ? {} : { look: source.look });
  // Who was here first is the one that the others look like.
  for (const { identity } of [...visible, ...hidden.values()].sort(byJoin)) looks.add(identity);
  const rows = (participants: Iterable<ParticipantInfo>): PersonRow[] =>
    [...participants]
      .filter((participant) => matchesPerson(participant, source.filter))
      .sort((one, other) => compareText(one.identity, other.identity))
      .map((participant) => ({
        participant,
        own: ownMark(participant, source.ownIdentity, hidden, elsewhere),
        look: looks.of(participant.identity),
      }));
  return {
    visible: rows(visible),
    hidden: rows(hidden.values()),
    visibleCount: visible.length,
    hiddenCount: hidden.size,
  };
}

/** "10 and 1 hidden"; "10". */
export function countWords(people: Pick<People, 'visibleCount' | 'hiddenCount'>): string {
  const visible = people.visibleCount.toLocaleString('en');
  return people.hiddenCount === 0 ? visible : `${visible} and ${people.hiddenCount.toLocaleString('en')} hidden`;
}

/** What stands beside the title: the count, and that it is not of now while the connection is being mended. */
export function titleWords(people: Pick<People, 'visibleCount' | 'hiddenCount'>, state: ConnectionState): string {
  return whyNotKnown(state)?.words ?? `${countWords(people)}${state === 'connected' ? '' : ', as last seen'}`;
}

/** Why hidden participants are not known now; `listedAtMs`, epoch ms, is when the list shown was answered. */
export function hiddenProblem(problem: string, listedAtMs: number | undefined): string {
  const what =
    listedAtMs === undefined
      ? 'Hidden participants are not known now.'
      : `Hidden ones as last listed at ${formatTime(listedAtMs)}.`;
  return `${what} ${problem}`;
}

/** What stands beside an identity that is easily taken for another one, or that another one is easily taken for. */
export interface LookWords {
  readonly word: string;
  /** The sentence behind it. */
  readonly title: string;
  /** False: it is the other one that is to be taken with care. */
  readonly isWarning: boolean;
}

export function lookWords(look: LookAlike): LookWords {
  const { invisible, isMixed, like, isSuspect } = look;
  const other = like === undefined ? '' : printableName(like, 100);
  if (!isSuspect) {
    const title = `“${other}”, who is here as well, looks like this identity: that one is marked as a look-alike.`;
    return { word: 'imitated', title, isWarning: false };
  }
  const sentences = [
    like === undefined ? '' : `This identity looks like “${other}”, who is here as well, and is another one.`,
    invisible ? 'This identity has characters that cannot be seen.' : '',
    isMixed ? 'This identity mixes letters of several alphabets within a word.' : '',
  ];
  const word = like !== undefined ? 'look-alike' : invisible ? 'invisible characters' : 'mixed alphabets';
  return { word, title: sentences.filter((sentence) => sentence !== '').join(' '), isWarning: true };
}

/** The line below an identity; `shownLength` characters of the name at most. */
export function secondLine(row: PersonRow, shownLength: number): string {
  const { name } = row.participant;
  if (row.own === 'console') return 'this console';
  if (row.own === 'other-tab') {
    return `this console, other tab${name === '' ? '' : ` · ${printableStart(name, shownLength)}`}`;
  }
  return name === '' ? 'no name' : printableStart(name, shownLength);
}

/** All words must be in identity, name, sid, kind or metadata, whatever their case. */
export function matchesPerson(participant: ParticipantInfo, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const { identity, name, sid, kind, metadata } = participant;
  const text = [identity, name, sid, kind, metadata].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function isOwnHidden(participant: RoomParticipant): boolean {
  return participant.isLocal && participant.permissions?.hidden === true;
}

function ownMark(
  participant: ParticipantInfo,
  ownIdentity: string,
  hidden: ReadonlyMap<string, ParticipantInfo>,
  elsewhere: ReadonlySet<string>,
): PersonRow['own'] {
  if (participant.identity !== ownIdentity) return elsewhere.has(participant.identity) ? 'other-tab' : undefined;
  return hidden.has(ownIdentity) ? 'console' : 'you';
}

/** By code point, quick for thousands of rows and the same on every machine; case does not part neighbours. */
function compareText(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a !== b) return a < b ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Which row a key leads to; undefined where the key does not move. `index` is -1 where nothing is selected. */
export function moveSelection(key: string, index: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  const clamp = (next: number): number => Math.min(last, Math.max(0, next));
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return index < 0 ? last : clamp(index - 1);
    case 'PageDown':
      return clamp(index + page);
    case 'PageUp':
      return clamp(index - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
