import { expect, it, type Mock, vi } from 'vitest';
import { type AskAnswer, LogLink, type LogNews } from '../../../../renderer/traffic/log-link.ts';
import { FakeFrames, FakeLogPort } from './fake-log-port.ts';

function makeLink(): { frames: FakeFrames; onNews: Mock<(news: LogNews) => void>; onAnswer: Mock<(answer: AskAnswer) => void>; link: LogLink } {
  const frames = new FakeFrames();
  const onNews = vi.fn<(news: LogNews) => void>();
  const onAnswer = vi.fn<(answer: AskAnswer) => void>();
  return { frames, onNews, onAnswer, link: new LogLink({ nextFrame: frames.next, onNews, onAnswer }) };
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

it('hands on each answer that is waited for, at once', () => {
  const { onAnswer, link } = makeLink();
  const port = new FakeLogPort(3);
  link.connect(port);
  port.tell({ type: 'found', ask: 1, row: 2, position: 2 });
  port.tell({ type: 'found', ask: 2, row: 1, position: 1 });
  expect(onAnswer.mock.calls.map(([answer]) => answer.ask)).toEqual([1, 2]);
});

it('hands on the newest of each table', () => {
  const { frames, onNews, link } = makeLink();
  const port = new FakeLogPort(3);
  link.connect(port);
  const plot = { type: 'plot', times: new Float64Array(), values: new Float64Array() } as const;
  port.tell({ ...plot, left: 1 });
  port.tell({ ...plot, left: 2 });
  port.tell({ type: 'latest', first: 0, total: 3, folded: 0, rows: [] });
  frames.draw();
  expect(onNews.mock.calls[0]?.[0].tables).toMatchObject([{ left: 2 }, { total: 3 }]);
});
