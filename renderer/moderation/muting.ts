import type { ParticipantChange } from '../../electron/contract/changes.ts';
import type { ParticipantInfo, TrackSummary } from '../../electron/contract/domain.ts';
import { sourceWord } from '../ui/permission-words.ts';

/** Which tracks a mute is about; data tracks cannot be muted. Pure. */

export function trackTitle(track: TrackSummary): string {
  const word = track.source === 'unknown' || track.source === '' ? `${track.kind} track` : sourceWord(track.source);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

export function canMute({ kind }: TrackSummary): boolean {
  return kind !== 'data';
}

/** Those that can be heard (or heard and seen) now. */
export function tracksThatAreOn({ tracks }: ParticipantInfo, which: 'audio' | 'all'): readonly TrackSummary[] {
  return tracks.filter((track) => canMute(track) && !track.muted && (which === 'all' || track.kind === 'audio'));
}

export function mutesOf(tracks: readonly TrackSummary[], muted = true): ParticipantChange[] {
  return tracks.map(({ sid }) => ({ kind: 'muteTrack', trackSid: sid, muted }));
}

/** A track of somebody, as a choice of what another one receives. */
export interface OthersTrack {
  readonly trackSid: string;
  readonly identity: string;
  readonly title: string;
}

/** What there is to receive for one participant: the tracks of all others. */
export function tracksOfOthers(people: readonly ParticipantInfo[], identity: string): readonly OthersTrack[] {
  return people
    .filter((one) => one.identity !== identity)
    .flatMap((one) =>
      one.tracks.map((track) => ({ trackSid: track.sid, identity: one.identity, title: trackTitle(track).toLowerCase() })),
    );
}
