import { expect, test } from 'vitest';
import type { FeedMessage } from '../../../../../electron/contract/feed.ts';
import { FeedLink } from '../../../../../electron/services/captures/feed-link.ts';
import { FakeFeedPort, FakeRows } from '../../../../support/capture-fixtures.ts';

function makeLink() {
  const port = new FakeFeedPort({ sourceId: 's', format: 'mcap', from: 'now', until: 'stopped', payloads: true, firstNumber: 0 });
  const heard: string[] = [];
  const link = new FeedLink(port, {
    onMessage: ({ type }) => heard.push(type),
    onClosed: () => heard.push('closed'),
    onTrouble: () => heard.push('trouble'),
  });
  return { port, heard, link };
}

test('what the worker says', () => {
  const { port, heard } = makeLink();
  port.tell({ type: 'begun' });
  port.tell(new FakeRows().batch(1));
  port.tell({ type: 'waiting', rows: 1, oldestMs: 1, left: 1 });
  expect(heard).toEqual(['begun', 'batch', 'waiting']);
});

test.each([
  undefined,
  null,
  'begun',
  { type: 'begin' },
  { type: 'waiting', rows: -1, oldestMs: 0, left: 0 },
  { type: 'batch', number: 1, bytes: 'x', rows: 0, firstTime: 0, lastTime: 0, channels: [], totals: {} },
])('what is no message (%j) is trouble, and nothing else', (message) => {
  const { port, heard } = makeLink();
  port.tell(message as unknown as FeedMessage);
  expect(heard).toEqual(['trouble']);
});

test('once closed nothing is heard, and nothing is said but that', () => {
  const { port, heard, link } = makeLink();
  link.close();
  port.tell({ type: 'begun' });
  port.die();
  link.send({ type: 'stop' });
  link.close();
  expect(heard).toEqual([]);
  expect(port.orders).toEqual([{ type: 'cancel' }]);
});

test('the other end is gone: told once', () => {
  const { port, heard, link } = makeLink();
  port.die();
  port.die();
  link.send({ type: 'stop' });
  expect(heard).toEqual(['closed']);
  expect(port.orders).toEqual([]);
});
