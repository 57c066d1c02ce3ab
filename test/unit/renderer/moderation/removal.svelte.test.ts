import { describe, expect, it } from 'vitest';
import { ok, refused, unknown } from '../../../../electron/contract/result.ts';
import { canRevoke, whyNot, type Moderated } from '../../../../renderer/moderation/moderated.ts';
import { ModerationState } from '../../../../renderer/moderation/moderation-state.svelte.ts';
import { OrdersState } from '../../../../renderer/moderation/orders-state.svelte.ts';
import { Removal } from '../../../../renderer/moderation/removal.svelte.ts';
import type { SessionSnapshot } from '../../../../renderer/session/protocol.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge, makeProfile, type Handlers } from '../fake-bridge.ts';
import { memoryStore } from '../memory-store.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';
import { FakeTimers, settle } from '../ui/editor/support.ts';

function make(handlers: Handlers, profile = makeProfile()) {
  const timers = new FakeTimers();
  const participant = makeParticipant({ name: 'Eva', metadata: '{}' });
  const sessions = new Map([['s1', makeSnapshot({ participants: [participant] })]]);
  const listeners = new Set<(snapshot: SessionSnapshot) => void>();
  const notices: Notice[] = [];
  const bridge = new FakeBridge({ startStandingOrder: () => refused('not-faked', ''), cancelChange: () => ok(undefined), ...handlers });
  const shared = { request: bridge.request, notify: (notice: Notice) => void notices.push(notice), now: () => timers.nowMs };
  const moderation = new ModerationState({
    ...shared,
    sessions: {
      sessions,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      call: async () => ok(undefined),
    },
    store: memoryStore(),
    timers,
    newId: () => 'c1',
  });
  const who: Moderated = { session: makeSession(), profile, participant, from: 'room', isOwn: false };
  const removal = new Removal({ moderation, orders: new OrdersState({ ...shared, on: bridge.on }), who });
  const leave = (): void => {
    const snapshot = makeSnapshot();
    sessions.set('s1', snapshot);
    for (const listener of [...listeners]) listener(snapshot);
  };
  return { removal, bridge, notices, timers, leave };
}

const done: Handlers = {
  changeParticipant: () => ok({ changeId: 'c1', before: makeParticipant(), after: undefined, doubts: [] }),
};

describe('Removal', () => {
  it('removes that connection, and then watches for 10 minutes whether they come back', async () => {
    const { removal, bridge, notices, timers, leave } = make(done);
    const running = removal.run();
    await settle();
    leave();
    expect(await running).toBe(true);
    expect(bridge.inputs('changeParticipant')).toMatchObject([
      { target: { identity: 'nurse-ek', sid: 'PA_nurse-ek' }, change: { kind: 'remove', revokeTokens: false } },
    ]);
    expect(bridge.inputs('startStandingOrder')).toEqual([
      {
        profileId: 'p1',
        room: 'consult-42',
        identity: 'nurse-ek',
        order: { kind: 'watchReturn', name: 'Eva', metadata: '{}', sid: 'PA_nurse-ek' },
        untilMs: timers.nowMs + 600_000,
      },
    ]);
    expect(notices.at(-1)).toMatchObject({ severity: 'ok', title: 'nurse-ek is removed' });
  });

  it('removes whoever comes back for the chosen time, or as long as the console runs', async () => {
    const { removal, bridge, leave } = make(done);
    removal.watch = false;
    removal.again = true;
    removal.time = 2;
    const running = removal.run();
    await settle();
    leave();
    await running;
    expect(bridge.inputs('startStandingOrder')).toEqual([
      { profileId: 'p1', room: 'consult-42', identity: 'nurse-ek', order: { kind: 'removeOnReturn', sid: 'PA_nurse-ek' } },
    ]);
  });

  it('stays open with the reason where it was refused, and watches nobody', async () => {
    const { removal, bridge } = make({ changeParticipant: () => refused('participant-not-found', 'Not in the room.') });
    expect(await removal.run()).toBe(false);
    expect(removal.problem).toBe('Not in the room.');
    expect(bridge.inputs('startStandingOrder')).toEqual([]);
  });

  it('gives up the wait for an answer when asked to, and watches all the same', async () => {
    let answer = (): void => undefined;
    const { removal, bridge, timers } = make({
      changeParticipant: () =>
        new Promise((resolve) => {
          answer = () => resolve(unknown('cancelled', 'Given up.'));
        }),
    });
    const running = removal.run();
    await settle();
    removal.cancel();
    expect(bridge.inputs('cancelChange')).toEqual([{ changeId: 'c1' }]);
    answer();
    await settle();
    timers.advance(5_000);
    expect(await running).toBe(true);
    expect(bridge.inputs('startStandingOrder')).toHaveLength(1);
  });

  it('revokes tokens where the server can', async () => {
    const { removal, bridge, leave } = make(done, makeProfile({ url: 'wss://clinic.livekit.cloud' }));
    expect(removal.canRevoke).toBe(true);
    const running = removal.run();
    await settle();
    leave();
    await running;
    expect(bridge.inputs('changeParticipant')).toMatchObject([{ change: { revokeTokens: true } }]);
  });
});

it('knows LiveKit Cloud by its host, not by a name that looks like it', () => {
  expect(canRevoke('wss://clinic.livekit.cloud')).toBe(true);
  expect(canRevoke('wss://clinic.livekit.cloud.example.org')).toBe(false);
  expect(canRevoke('wss://notlivekit.cloud')).toBe(false);
  expect(canRevoke('')).toBe(false);
});

it('says why nothing can be done', () => {
  const profile = makeProfile();
  expect(whyNot({ profile, from: 'room' })).toBeUndefined();
  expect(whyNot({ profile: makeProfile({ readOnly: true }), from: 'room' })).toMatch(/read only/);
  expect(whyNot({ profile, from: 'gone' })).toMatch(/not in the room/);
  expect(whyNot({ profile, from: 'unknown' })).toMatch(/not known/);
});
