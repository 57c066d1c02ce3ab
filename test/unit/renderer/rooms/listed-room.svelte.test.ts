import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { ModerationState } from '../../../../renderer/moderation/moderation-state.svelte.ts';
import { ListedRoom, noProofWords } from '../../../../renderer/rooms/listed-room.svelte.ts';
import { pageTimers } from '../../../../renderer/ui/editor/when-seen.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge, makeProfile } from '../fake-bridge.ts';
import { makeParticipant } from '../support.ts';

function make() {
  let people = [makeParticipant({ identity: 'eva' }), makeParticipant({ identity: 'rec', kind: 'egress', permissions: { hidden: true } })];
  const bridge = new FakeBridge({ listParticipants: () => ok(people) });
  const room = new ListedRoom({ profileId: 'p1', room: 'triage', request: bridge.request, isVisible: () => true, now: Date.now });
  const notices: Notice[] = [];
  const moderation = new ModerationState({
    request: room.request,
    sessions: room,
    notify: (notice) => notices.push(notice),
    store: { getItem: () => null, setItem: () => undefined },
    timers: pageTimers,
    now: Date.now,
    newId: () => 'c1',
  });
  const set = (next: typeof people) => (people = next);
  return { bridge, room, moderation, notices, set };
}

const eva = (room: ListedRoom) => ({ session: room.session, identity: 'eva', sid: 'PA_eva', isHidden: false });

describe('ListedRoom', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lists hidden ones too, every 5 s while it is shown, and no more after', async () => {
    const { bridge, room } = make();
    const stop = room.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(room.snapshot.participants.map(({ identity }) => identity)).toEqual(['eva', 'rec']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(bridge.inputs('listParticipants')).toHaveLength(3);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bridge.inputs('listParticipants')).toHaveLength(3);
  });

  it('calls what it told old as soon as the server does not answer', async () => {
    const { bridge, room } = make();
    room.start();
    await vi.advanceTimersByTimeAsync(0);
    bridge.handlers.listParticipants = () => refused('timeout', 'No answer.');
    await vi.advanceTimersByTimeAsync(5_000);
    expect([room.problem, room.snapshot.state, room.listed?.length]).toEqual(['No answer.', 'rejoining', 2]);
  });

  it('takes a room that is over as empty', async () => {
    const { bridge, room } = make();
    bridge.handlers.listParticipants = () => refused('room-not-found', 'Gone.');
    await room.readAgain();
    expect([room.listed, room.problem]).toEqual([[], undefined]);
  });

  it('gives the list’s word for a change, never the room’s', async () => {
    const { bridge, room, moderation, notices, set } = make();
    await room.readAgain();
    bridge.handlers.changeParticipant = () => {
      setTimeout(() => set([makeParticipant({ identity: 'rec' })]), 1_200);
      return ok({ changeId: 'c1', before: undefined, after: undefined, doubts: [] });
    };
    const removed = moderation.run(eva(room), { kind: 'remove', revokeTokens: false });
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await removed).verdict).toEqual({ kind: 'listed' });
    expect(notices[0]?.text).toMatch(/^The server lists it so\./);
  });

  it('says that the list did not show it', async () => {
    const { bridge, room, moderation, notices } = make();
    await room.readAgain();
    bridge.handlers.changeParticipant = () => ok({ changeId: 'c1', before: undefined, after: undefined, doubts: [] });
    const run = moderation.run(eva(room), { kind: 'permissionFlags', value: { canPublish: false } });
    await vi.advanceTimersByTimeAsync(6_000);
    expect((await run).verdict).toEqual({ kind: 'not-listed' });
    expect(notices[0]?.text).toContain('its list showed no change');
  });

  it('says that a listing is no proof where nobody answers for somebody', async () => {
    const { bridge, room, moderation, notices } = make();
    await room.readAgain();
    bridge.handlers.changeParticipant = () => refused('not-reached', 'No server answered.');
    await moderation.run(eva(room), { kind: 'silence' });
    expect(notices[0]?.text).toBe(`No server answered. ${noProofWords}`);
  });

  it('leaves a read-only profile alone', async () => {
    const { bridge, room, moderation } = make();
    const [participant] = [makeParticipant({ identity: 'eva' })];
    moderation.ask({ session: room.session, profile: makeProfile({ readOnly: true }), participant, from: 'room', isOwn: false });
    expect([moderation.removing, bridge.inputs('changeParticipant')]).toEqual([undefined, []]);
  });
});
