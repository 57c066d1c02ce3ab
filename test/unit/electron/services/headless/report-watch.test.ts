import { expect, test } from 'vitest';
import { ReportWatch } from '../../../../../electron/services/headless/report-watch.ts';
import { makeReport, makeSchedule } from '../../../../support/headless-fakes.ts';

test('what is settled had been counted a second before the newest report', () => {
  let now = 0;
  const watch = new ReportWatch(() => now);
  const tell = (at: number, received: number): void => {
    now = at;
    watch.handle(makeReport({ received }));
  };
  tell(0, 1);
  tell(900, 2);
  expect(watch.settled).toBeUndefined();
  tell(1_000, 3);
  expect(watch.settled?.received).toBe(1);
  tell(1_950, 4);
  expect(watch.settled?.received).toBe(2);
  expect(watch.newest?.completeness.received).toBe(4);
  watch.forget();
  expect(watch.settled).toBeUndefined();
});

test('waits for the next report that fits, or for so long', async () => {
  const { schedule, pass } = makeSchedule();
  const watch = new ReportWatch(() => 0);
  watch.handle(makeReport({ received: 1 }));
  const next = watch.next((report) => report.completeness.received > 1, schedule, 100);
  watch.handle(makeReport({ received: 1 }));
  watch.handle(makeReport({ received: 2 }));
  expect((await next)?.completeness.received).toBe(2);
  const late = watch.next(() => false, schedule, 100);
  pass(100);
  expect(await late).toBeUndefined();
});
