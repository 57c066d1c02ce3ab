import { expect, test } from 'vitest';
import { makeChangeHandlers } from '../../../electron/change-handlers.ts';
import type { ChangeServices } from '../../../electron/change-handlers.ts';
import { ok, refused } from '../../../electron/contract/result.ts';
import { nurse } from './services/changes/fake-changing.ts';

const context = { signal: new AbortController().signal };

function makeServices() {
  const calls: string[] = [];
  const no = (name: string) => (input: unknown) => {
    calls.push(`${name} ${JSON.stringify(input)}`);
    return refused('unexpected', 'not expected in this test');
  };
  const later = (name: string) => (input: unknown) => Promise.resolve(no(name)(input));
  let ids = 0;
  const services: ChangeServices = {
    changes: {
      changeParticipant: (input) => {
        calls.push(JSON.stringify(input));
        return Promise.resolve(ok({ changeId: input.changeId, before: nurse, after: nurse, doubts: [] }));
      },
      changeRoom: later('room'),
      createRoom: (...words) => later('create')(words),
      cancel: (id) => void calls.push(`cancel ${id}`),
      reportOwn: later('own'),
    },
    bulkChanges: { start: no('bulk'), cancel: no('stop'), retry: no('again'), dismiss: no('forget'), list: () => [] },
    standingOrders: { start: no('order'), stop: no('end'), list: () => [] },
    newId: () => `n${(ids += 1)}`,
    auditLog: { list: later('audit') },
    exportAudit: later('export'),
    revealAudit: no('reveal'),
  };
  return { services, calls, handlers: makeChangeHandlers(services) };
}

test('each request reaches its service', async () => {
  const { handlers, calls } = makeServices();
  const where = { profileId: 'p', room: 'r' };
  await handlers.createRoom({ ...where, metadata: 'm' }, context);
  await handlers.changeRoom({ ...where, changeId: 'c', change: { kind: 'deleteRoom' } }, context);
  expect(await handlers.cancelChange({ changeId: 'c' }, context)).toEqual(ok(undefined));
  await handlers.cancelBulkChange({ bulkId: 'b' }, context);
  await handlers.retryBulkChange({ bulkId: 'b' }, context);
  await handlers.dismissBulkChange({ bulkId: 'b' }, context);
  expect(await handlers.listBulkChanges(undefined, context)).toEqual(ok([]));
  await handlers.stopStandingOrder({ orderId: 'o' }, context);
  expect(await handlers.listStandingOrders(undefined, context)).toEqual(ok([]));
  await handlers.listAudit({ search: '', offset: 0, limit: 1 }, context);
  await handlers.exportAudit({ search: '', format: 'csv' }, context);
  await handlers.revealAudit({ of: 'log' }, context);
  expect(calls).toEqual([
    'create ["p","n1",{"room":"r","metadata":"m"}]',
    'room {"profileId":"p","room":"r","changeId":"c","change":{"kind":"deleteRoom"}}',
    'cancel c',
    'stop "b"',
    'again "b"',
    'forget "b"',
    'end "o"',
    'audit {"search":"","offset":0,"limit":1}',
    'export {"search":"","format":"csv"}',
    'reveal {"of":"log"}',
  ]);
});
