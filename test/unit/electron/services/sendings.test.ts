import { expect, test } from 'vitest';
import { Sendings } from '../../../../electron/services/sendings.ts';
import { makeSchedule } from '../../../support/headless-fakes.ts';

const message = { sessionId: 's1', kind: 'reliable', destinations: [], payload: new Uint8Array([1]) } as const;

function makeSendings(ready = true) {
  const { schedule, pass, due } = makeSchedule();
  const granted: string[] = [];
  let ids = 0;
  const sendings = new Sendings({
    page: { isReady: () => ready, grant: ({ sendId }) => granted.push(sendId) },
    newId: () => `m${(ids += 1)}`,
    schedule,
  });
  return { sendings, granted, pass, due };
}

test('the page’s answer is the outcome, of each message its own', async () => {
  const { sendings, granted, due } = makeSendings();
  const first = sendings.send(message);
  const second = sendings.send(message);
  expect(granted).toEqual(['m1', 'm2']);
  sendings.settle('m2', 'too large');
  sendings.settle('m1', undefined);
  sendings.settle('m1', 'again');
  expect(await first).toEqual({ ok: true, value: undefined });
  expect(await second).toMatchObject({ ok: false, kind: 'refused', message: 'too large' });
  expect(due.size).toBe(0);
});

test('without a page nothing is sent; without an answer nobody knows', async () => {
  expect(await makeSendings(false).sendings.send(message)).toMatchObject({ kind: 'refused', reason: 'not-sent' });
  const { sendings, pass } = makeSendings();
  const sent = sendings.send(message);
  pass(15_000);
  expect(await sent).toMatchObject({ kind: 'unknown', reason: 'timeout' });
});
