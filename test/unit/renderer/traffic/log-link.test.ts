import { expect, it, type Mock, vi } from 'vitest';
import { LogLink, type LogNews } from '../../../../renderer/traffic/log-link.ts';
import { FakeFrames, FakeLogPort } from './fake-log-port.ts';

function makeLink(): { frames: FakeFrames; onNews: Mock<(news: LogNews) => void>; link: LogLink } {
  const frames = new FakeFrames();
  const onNews = vi.fn<(news: LogNews) => void>();
  return { frames, onNews, link: new LogLink({ nextFrame: frames.next, onNews }) };
}

it('hands on the newest of each kind, once a frame', () => {
  const { frames, onNews, link } = makeLink();
  const port = new FakeLogPort(3);
  link.connect(port);
  port.status();
  port.tell({ type: 'rows', first: 0, shown: 1, rows: [] });
  port.tell({ type: 'rows', first: 2, shown: 3, rows: [] });
  frames.draw();
  expect(onNews).toHaveBeenCalledOnce();
  expect(onNews.mock.calls[0]?.[0]).toMatchObject({ status: { total: 3 }, rows: { first: 2 }, detail: undefined });
  frames.draw();
  expect(onNews).toHaveBeenCalledOnce();
});

it('forgets what a port said that is gone, and drops what is sent to none', () => {
  const { frames, onNews, link } = makeLink();
  const port = new FakeLogPort(3);
  link.send({ type: 'clear' });
  link.connect(port);
  expect(link.isConnected).toBe(true);
  port.status();
  link.disconnect();
  frames.draw();
  link.send({ type: 'clear' });
  expect(onNews).not.toHaveBeenCalled();
  expect(port.closed).toBe(true);
  expect(port.sent).toEqual([]);
});
