import { expect, it } from 'vitest';
import { UnmuteWatch, type MutedTrack } from '../../../../renderer/moderation/unmute-watch.ts';
import { makeParticipant, makeSnapshot } from '../support.ts';

const muted: MutedTrack = { sessionId: 's1', identity: 'a', sid: 'PA_a', trackSid: 'TR_1', track: 'microphone', mutedAtMs: 0 };
const mic = { sid: 'TR_1', name: '', kind: 'audio' as const, source: 'microphone', muted: false };
const shows = (isMuted: boolean | undefined, given: Parameters<typeof makeSnapshot>[0] = {}) =>
  makeSnapshot({
    participants: [makeParticipant({ identity: 'a', tracks: isMuted === undefined ? [] : [{ ...mic, muted: isMuted }] })],
    ...given,
  });

it('tells once, of that session and connection only', () => {
  const told: MutedTrack[] = [];
  const watch = new UnmuteWatch((track) => told.push(track));
  watch.add(muted);
  watch.look(shows(true));
  watch.look(shows(false, { sessionId: 's2' }));
  watch.look(shows(false, { state: 'rejoining' }));
  expect(told).toEqual([]);
  watch.look(shows(false));
  watch.look(shows(false));
  expect(told).toEqual([muted]);
});

it('forgets a track that is gone, and one that is unmuted from here', () => {
  const told: MutedTrack[] = [];
  const watch = new UnmuteWatch((track) => told.push(track));
  watch.add(muted);
  watch.look(shows(undefined));
  watch.look(shows(false));
  watch.add(muted);
  watch.drop('s1', 'TR_1');
  watch.look(shows(false));
  expect(told).toEqual([]);
});

it('watches a thousand tracks at most', () => {
  const watch = new UnmuteWatch(() => undefined);
  for (let index = 0; index < 1_200; index += 1) watch.add({ ...muted, trackSid: `TR_${index}` });
  expect(watch.size).toBe(1_000);
});
