import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditPage } from '../../../../electron/contract/audit.ts';
import type { Session } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { AuditState } from '../../../../renderer/audit/audit-state.svelte.ts';
import type { Notice } from '../../../../renderer/ui/notice-of.ts';
import { FakeBridge, type Handlers } from '../fake-bridge.ts';
import { makeSession } from '../support.ts';
import { settle } from '../ui/editor/support.ts';
import { makeEntry } from '../../../support/audit-entry.ts';

function pageOf(entries: readonly AuditEntry[], given: Partial<AuditPage> = {}): AuditPage {
  return { entries, total: entries.length, unreadable: 0, isCutOff: false, path: '/data/audit.jsonl', ...given };
}

function make(handlers: Handlers, session?: Session) {
  const bridge = new FakeBridge({ listAudit: () => ok(pageOf([makeEntry()])), ...handlers });
  const notices: Notice[] = [];
  const inRoom: unknown[] = [];
  const audit = new AuditState({
    request: bridge.request,
    on: bridge.on,
    notify: (notice) => notices.push(notice),
    changeInRoom: async (...words) => void inRoom.push(words),
    sessionIn: () => session,
    now: () => 10_000,
    newId: () => 'n1',
  });
  return { bridge, notices, inRoom, audit };
}

describe('AuditState', () => {
  it('reads at once, again when there is more, and one reading at a time', async () => {
    const { audit, bridge } = make({});
    const stop = audit.watch();
    bridge.emit('auditChanged', undefined);
    bridge.emit('auditChanged', undefined);
    await settle();
    expect(bridge.inputs('listAudit')).toHaveLength(2);
    expect([audit.page?.entries.length, audit.isReading, audit.problem]).toEqual([1, false, undefined]);
    audit.selected = 'c1';
    expect(audit.entry?.changeId).toBe('c1');
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('keeps the page where a later reading fails, and says why', async () => {
    const { audit, bridge } = make({});
    await audit.read();
    bridge.handlers.listAudit = () => refused('not-readable', 'The disk is gone.');
    await audit.read();
    expect([audit.page?.total, audit.problem]).toEqual([1, 'The disk is gone.']);
  });

  it('turns pages within what there is, and begins anew with another filter', async () => {
    const { audit, bridge } = make({ listAudit: () => ok(pageOf([makeEntry()], { total: 450 })) });
    await audit.read();
    audit.turn(9);
    await settle();
    expect([audit.pages, audit.pageNumber]).toEqual([3, 2]);
    audit.choose({ search: 'mute' });
    await settle();
    expect(bridge.inputs('listAudit').slice(1)).toEqual([
      { search: '', offset: 400, limit: 200 },
      { search: 'mute', offset: 0, limit: 200 },
    ]);
  });

  it('goes to the last page where the log became shorter', async () => {
    const { audit, bridge } = make({ listAudit: () => ok(pageOf([makeEntry()], { total: 450 })) });
    await audit.read();
    bridge.handlers.listAudit = () => ok(pageOf([makeEntry()], { total: 150 }));
    audit.turn(2);
    await settle();
    expect(audit.pageNumber).toBe(0);
  });

  it('exports what the filter leaves, and shows where', async () => {
    const { audit, bridge, notices } = make({
      exportAudit: () => ok({ path: '/docs/audit.csv', entries: 2 }),
      revealAudit: () => refused('not-exported', 'Nothing was exported.'),
    });
    await audit.export('csv');
    expect(notices).toMatchObject([{ severity: 'ok', title: '2 changes exported', text: '/docs/audit.csv' }]);
    notices[0]?.actions?.[0]?.run();
    await settle();
    expect(bridge.inputs('revealAudit')).toEqual([{ of: 'export' }]);
    expect(notices[1]).toMatchObject({ severity: 'bad', text: 'Nothing was exported.' });
    bridge.handlers.exportAudit = () => ok(undefined);
    await audit.export('json');
    expect(notices).toHaveLength(2);
  });

  it('takes back in the room that is open here, by its own way', async () => {
    const session = makeSession();
    const { audit, inRoom, bridge } = make({}, session);
    await audit.undo(makeEntry());
    expect(inRoom).toEqual([[session, { identity: 'nurse-ek', sid: 'PA_1' }, { kind: 'metadata', value: '{"role":"nurse"}' }]]);
    expect([bridge.inputs('changeParticipant'), audit.undoing.size]).toEqual([[], 0]);
  });

  it('takes back through the server alone where the room is not open, and says so', async () => {
    const { audit, bridge, notices } = make({
      changeParticipant: () => refused('another-connection', 'They joined anew since.'),
      changeRoom: () => ok({ changeId: 'n1', before: undefined, after: undefined, doubts: [] }),
    });
    await audit.undo(makeEntry());
    expect(bridge.inputs('changeParticipant')).toEqual([
      { profileId: 'p1', room: 'consult-42', changeId: 'n1', target: { identity: 'nurse-ek', sid: 'PA_1' }, change: { kind: 'metadata', value: '{"role":"nurse"}' } },
    ]);
    await audit.undo(makeEntry({ action: 'room.metadata', target: undefined, before: 'old' }));
    expect(notices.map(({ severity, title }) => [severity, title])).toEqual([
      ['bad', 'The change of nurse-ek was not taken back'],
      ['ok', 'The change of the metadata of consult-42 is taken back'],
    ]);
    await audit.undo(makeEntry({ phase: 'refused' }));
    expect(notices).toHaveLength(2);
  });
});
