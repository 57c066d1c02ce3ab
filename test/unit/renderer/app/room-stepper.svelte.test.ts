import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../electron/contract/domain.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { memoryStore } from '../memory-store.ts';
import { DraftKeeper } from '../../../../renderer/editing/draft-keeper.ts';
import { OpenRoom } from '../../../../renderer/app/open-room.svelte.ts';
import { RoomStepper } from '../../../../renderer/app/room-stepper.svelte.ts';
import type { RoomAsk } from '../../../../renderer/rooms/room-opener.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { makeSession } from '../support.ts';

function makeStepper() {
  const fakes = {
    rejoin: ok(makeSession()) as Result<Session>,
    did: [] as unknown[],
    asks: [] as RoomAsk[],
    notices: [] as Notice[],
  };
  const stepper = new RoomStepper({
    app: {
      activate: (tab) => void fakes.did.push(['activate', tab]),
      close: async (id) => void fakes.did.push(['close', id]),
      notify: (notice) => void fakes.notices.push(notice),
      opened: {
        rejoin: async (id, takeOver) => {
          fakes.did.push(['rejoin', id, takeOver]);
          return fakes.rejoin;
        },
        waitForRoom: async (id, wait) => {
          fakes.did.push(['wait', id, wait]);
          return ok(makeSession());
        },
      },
    },
    room: new OpenRoom(makeSession(), memoryStore(), new DraftKeeper({ store: memoryStore(), now: () => 0 })),
    onAsk: (ask) => void fakes.asks.push(ask),
  });
  return { stepper, fakes };
}

describe('RoomStepper', () => {
  it('asks before it puts somebody out by joining again', async () => {
    const { stepper, fakes } = makeStepper();
    fakes.rejoin = refused('identity-taken', 'ops-1 is in the room again.');
    await stepper.take('rejoin');
    expect(stepper.takesOver).toBe('ops-1 is in the room again.');
    fakes.rejoin = ok(makeSession());
    await stepper.confirmTakeOver();
    expect(fakes.did).toEqual([
      ['rejoin', 's1', false],
      ['rejoin', 's1', true],
    ]);
    expect([stepper.takesOver, stepper.busy, fakes.notices]).toEqual([undefined, false, []]);
  });

  it('says why joining again was refused', async () => {
    const { stepper, fakes } = makeStepper();
    fakes.rejoin = refused('room-not-found', 'No such room.');
    await stepper.take('rejoin');
    expect(fakes.notices).toEqual([{ severity: 'bad', title: 'Not joined again', text: 'No such room.' }]);
  });

  it('takes each of the other steps', async () => {
    const { stepper, fakes } = makeStepper();
    for (const step of ['wait', 'stop-waiting', 'close', 'rooms', 'create', 'rejoin-as-other'] as const)
      await stepper.take(step);
    expect(fakes.did).toEqual([
      ['wait', 's1', true],
      ['wait', 's1', false],
      ['close', 's1'],
      ['activate', 'rooms'],
    ]);
    expect(fakes.asks).toEqual([
      { kind: 'create', name: 'consult-42' },
      { kind: 'join', room: 'consult-42', participate: true },
    ]);
  });
});
