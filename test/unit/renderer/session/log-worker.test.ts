import { expect, test } from 'vitest';
import { LogWorker } from '../../../../renderer/session/log-worker.ts';
import type { HostMessage, WorkerMessage } from '../../../../renderer/traffic/worker/host-protocol.ts';

/** A worker that says what the test makes it say. */
class FakeWorker extends EventTarget {
  readonly taken: HostMessage[] = [];
  isBroken = false;

  postMessage(message: HostMessage): void {
    if (this.isBroken) throw new Error('out of memory');
    this.taken.push(message);
  }

  say(message: WorkerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  counts(chunks: number, received: number): void {
    const none = { reliable: 0, lossy: 0, other: 0 };
    this.say({ type: 'counts', sessionId: 's1', chunks, received: { ...none, lossy: received }, sent: none });
  }
}

function setUp() {
  const troubles: string[] = [];
  const worker = new FakeWorker();
  // A cast of a test's fake: no more of the class is used than the fake has.
  const log = new LogWorker({ worker: worker as unknown as Worker, onTrouble: (message) => troubles.push(message) });
  return { worker, log, troubles };
}

test('a chunk is acknowledged once the worker has taken it, with its messages', () => {
  const { worker, log } = setUp();
  for (const messages of [3, 4, 5]) log.chunk('s1', new ArrayBuffer(8), messages);
  expect(worker.taken).toHaveLength(3);
  expect(log.progress('s1')).toMatchObject({ acknowledged: 0, logged: 0 });
  worker.counts(2, 7);
  expect(log.progress('s1')).toMatchObject({ acknowledged: 7, logged: 7 });
  worker.counts(3, 11);
  expect(log.progress('s1')).toMatchObject({ acknowledged: 12, logged: 11 });
});

test('a chunk that could not be handed over is not waited for', () => {
  const { worker, log } = setUp();
  worker.isBroken = true;
  expect(() => log.chunk('s1', new ArrayBuffer(8), 3)).toThrow('out of memory');
  worker.isBroken = false;
  log.chunk('s1', new ArrayBuffer(8), 4);
  worker.counts(1, 4);
  expect(log.progress('s1')).toMatchObject({ acknowledged: 4, logged: 4 });
});

test('a session that is forgotten is not counted on', () => {
  const { worker, log } = setUp();
  log.chunk('s1', new ArrayBuffer(8), 3);
  log.forget('s1');
  worker.counts(1, 3);
  expect(log.progress('s1')).toMatchObject({ acknowledged: 0, logged: 0 });
});

test('what goes wrong in the worker is told', () => {
  const { worker, troubles } = setUp();
  worker.say({ type: 'error', sessionId: 's1', message: 'chunk: RangeError' });
  worker.dispatchEvent(new Event('messageerror'));
  expect(troubles).toEqual(['chunk: RangeError', 'A message of the log worker could not be read.']);
});
