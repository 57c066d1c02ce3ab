import { expect, test } from 'vitest';
import { LogWorker } from '../../../../renderer/session/log-worker.ts';
import type { HostMessage, WorkerMessage } from '../../../../renderer/traffic/worker/host-protocol.ts';

/** A worker that says what the test makes it say. */
class FakeWorker extends EventTarget {
  readonly posted: HostMessage[] = [];

  postMessage(message: HostMessage): void {
    this.posted.push(message);
  }

  say(message: WorkerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  counts(taken: number, received: number): void {
    const none = { reliable: 0, lossy: 0, other: 0 };
    const counts = { received: { ...none, lossy: received }, sent: none };
    this.say({ type: 'counts', sessionId: 's1', taken, caughtUp: taken === received, ...counts });
  }
}

function setUp() {
  const troubles: string[] = [];
  const worker = new FakeWorker();
  // A cast of a test's fake: no more of the class is used than the fake has.
  const log = new LogWorker({ worker: worker as unknown as Worker, onTrouble: (message) => troubles.push(message) });
  return { worker, log, troubles };
}

test('tells what the worker has taken and logged', () => {
  const { worker, log } = setUp();
  log.open('s1', 'console');
  expect(log.progress('s1')).toEqual({ acknowledged: 0, logged: 0, caughtUp: false });
  worker.counts(7, 6);
  expect(log.progress('s1')).toEqual({ acknowledged: 7, logged: 6, caughtUp: false });
  worker.counts(12, 12);
  expect(log.progress('s1')).toEqual({ acknowledged: 12, logged: 12, caughtUp: true });
  expect(worker.posted).toEqual([{ type: 'open', sessionId: 's1', ownIdentity: 'console' }]);
});

test('a session that is closed is not counted on', () => {
  const { worker, log } = setUp();
  log.open('s1', 'console');
  log.close('s1');
  worker.counts(1, 3);
  expect(log.progress('s1')).toEqual({ acknowledged: 0, logged: 0, caughtUp: false });
  expect(worker.posted.at(-1)).toEqual({ type: 'close', sessionId: 's1' });
});

test('what goes wrong in the worker is told', () => {
  const { worker, troubles } = setUp();
  worker.say({ type: 'error', sessionId: 's1', message: 'chunk: RangeError' });
  worker.dispatchEvent(new Event('messageerror'));
  expect(troubles).toEqual(['chunk: RangeError', 'A message of the log worker could not be read.']);
});
