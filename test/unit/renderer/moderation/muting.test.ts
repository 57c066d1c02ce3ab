import { expect, it } from 'vitest';
import { mutesOf, trackTitle, tracksOfOthers, tracksThatAreOn } from '../../../../renderer/moderation/muting.ts';
import { makeParticipant } from '../support.ts';

const mic = { sid: 'TR_1', name: '', kind: 'audio' as const, source: 'microphone', muted: false };
const camera = { sid: 'TR_2', name: '', kind: 'video' as const, source: 'camera', muted: false };
const muted = { ...mic, sid: 'TR_3', source: 'screen_share_audio', muted: true };
const data = { sid: 'DTR_1', name: '', kind: 'data' as const, source: 'unknown', muted: false };

it('mutes what is on, and no data tracks', () => {
  const who = makeParticipant({ tracks: [mic, camera, muted, data] });
  expect(tracksThatAreOn(who, 'audio').map(({ sid }) => sid)).toEqual(['TR_1']);
  expect(tracksThatAreOn(who, 'all').map(({ sid }) => sid)).toEqual(['TR_1', 'TR_2']);
  expect(mutesOf([mic])).toEqual([{ kind: 'muteTrack', trackSid: 'TR_1', muted: true }]);
});

it('names tracks by their source', () => {
  expect([mic, muted, data].map(trackTitle)).toEqual(['Microphone', 'Screen share audio', 'Data track']);
});

it('offers the tracks of all others', () => {
  const people = [makeParticipant({ identity: 'a', tracks: [mic] }), makeParticipant({ identity: 'b', tracks: [camera] })];
  expect(tracksOfOthers(people, 'a')).toEqual([{ trackSid: 'TR_2', identity: 'b', title: 'camera' }]);
});
