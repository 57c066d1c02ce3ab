import { describe, expect, it } from 'vitest';
import type { BulkChange } from '../../../../../electron/contract/changes.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import { BulkState } from '../../../../../renderer/moderation/bulk/bulk-state.svelte.ts';
import type { Notice } from '../../../../../renderer/ui/notice-of.ts';
import { FakeBridge, type Handlers } from '../../fake-bridge.ts';
import { makeSession } from '../../support.ts';
import { settle } from '../../ui/editor/support.ts';
import { makeRun, makeTarget } from './support.ts';

const ended: BulkChange = makeRun({ state: 'done', endedAtMs: 9, targets: [makeTarget('ann', 'done'), makeTarget('bob', 'refused', 'No.')] });
const input = { profileId: 'p1', room: 'consult-42', targets: [{ identity: 'ann' }], change: { kind: 'silence' }, perSecond: 10 } as const;

function make(handlers: Handlers = {}) {
  const bridge = new FakeBridge({ listBulkChanges: () => ok([]), startBulkChange: () => ok(makeRun()), ...handlers });
  const notices: Notice[] = [];
  const rows: string[] = [];
  const bulk = new BulkState({
    request: bridge.request,
    on: bridge.on,
    notify: (notice) => notices.push(notice),
    sessions: {
      call: async (_, call) => {
        rows.push(call.name === 'noteAction' ? call.title : call.name);
        return ok(undefined);
      },
    },
    sessionsIn: () => [makeSession()],
  });
  const stop = bulk.start();
  return { bridge, notices, rows, bulk, stop };
}

describe('BulkState', () => {
  it('begins one, shows it, and leaves rows of its beginning and its end', async () => {
    const { bulk, bridge, rows, notices, stop } = make();
    await settle();
    expect((await bulk.begin({ ...input, targets: [...input.targets] })).ok).toBe(true);
    expect([bulk.ask, bulk.current?.id, bulk.running.length]).toEqual([undefined, 'b1', 1]);
    bridge.emit('bulkChangesChanged', [makeRun()]);
    bridge.emit('bulkChangesChanged', [ended]);
    bridge.emit('bulkChangesChanged', [ended]);
    expect(rows).toEqual(['This console began to silence 2 people', 'Silence 2 people: ended']);
    expect([notices, bulk.running, bulk.current?.state]).toEqual([[], [], 'done']);
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('finds one again after a reload, and tells its end to who looks elsewhere', async () => {
    const { bulk, bridge, notices } = make({ listBulkChanges: () => ok([makeRun()]) });
    await settle();
    bridge.emit('bulkChangesChanged', [ended]);
    expect(notices).toMatchObject([{ severity: 'bad', title: 'Silence 2 people: ended', text: '1 done, 1 refused' }]);
    notices[0]?.actions?.[0]?.run();
    expect(bulk.shown).toBe('b1');
    bridge.emit('bulkChangesChanged', []);
    expect([bulk.shown, bulk.current]).toEqual([undefined, undefined]);
  });

  it('stops, tries again and puts away, and says where that is refused', async () => {
    const { bulk, bridge, notices, rows } = make({
      listBulkChanges: () => ok([ended]),
      cancelBulkChange: () => refused('bulk-not-found', 'It is gone.'),
      retryBulkChange: () => ok(makeRun()),
      dismissBulkChange: () => ok(undefined),
    });
    await settle();
    await bulk.cancel('b1');
    expect(notices).toMatchObject([{ severity: 'bad', title: 'Not stopped', text: 'It is gone.' }]);
    await bulk.retry('b1');
    expect(bulk.running).toHaveLength(1);
    bulk.shown = 'b1';
    bridge.emit('bulkChangesChanged', [ended]);
    expect(rows).toHaveLength(1);
    await bulk.dismiss('b1');
    expect(bulk.shown).toBeUndefined();
  });

  it('leaves a refusal to the dialog', async () => {
    const { bulk, notices } = make({ startBulkChange: () => refused('read-only', 'Read only.') });
    const result = await bulk.begin({ ...input, targets: [...input.targets] });
    expect([result.ok, notices, bulk.shown]).toEqual([false, [], undefined]);
  });
});
