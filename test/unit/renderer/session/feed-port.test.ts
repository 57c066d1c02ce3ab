import { describe, expect, it } from 'vitest';
import type { FeedRequest } from '../../../../electron/contract/feed.ts';
import { passFeed } from '../../../../renderer/session/feed-port.ts';
import type { HostMessage } from '../../../../renderer/traffic/worker/host-protocol.ts';

function pass(over: Partial<FeedRequest>) {
  const posted: { message: HostMessage; transfer: unknown }[] = [];
  const answers: unknown[] = [];
  const { port1 } = new MessageChannel();
  Object.defineProperty(port1, 'postMessage', { value: (message: unknown) => answers.push(message) });
  const request: FeedRequest = {
    sourceId: 's',
    format: 'mcap',
    from: 'now',
    until: 'stopped',
    payloads: true,
    firstNumber: 0,
    ...over,
  };
  passFeed({ post: (message, transfer) => posted.push({ message, transfer }) }, request, port1);
  port1.close();
  return { posted, answers, request, port: port1 };
}

describe('passFeed', () => {
  it('hands the port and the filters as trees on to the worker', () => {
    const { posted, answers, request, port } = pass({ filter: 'topic == chat', trigger: 'dir == out' });
    expect(posted).toEqual([
      {
        message: {
          type: 'feed',
          sessionId: 's',
          port,
          request,
          filter: { type: 'compare', field: 'topic', operator: '==', value: 'chat' },
          trigger: { type: 'compare', field: 'dir', operator: '==', value: 'out' },
        },
        transfer: [port],
      },
    ]);
    expect(answers).toEqual([]);
  });

  it.each([{}, { filter: '' }, { filter: '  ', trigger: '' }])('takes no filter as all rows: %j', (over) => {
    const { posted } = pass(over);
    expect(posted[0]?.message).toMatchObject({ type: 'feed' });
    expect(posted[0]?.message).not.toHaveProperty('filter', expect.anything());
  });

  it('says what is wrong with a filter, and where', () => {
    const { posted, answers } = pass({ filter: 'topic == chat and colour == red', trigger: 'size contains 5' });
    expect(posted).toEqual([]);
    expect(answers).toEqual([
      { type: 'refused', reason: 'bad-filter', message: expect.stringMatching(/^The filter is wrong at character 19: .+ The trigger is wrong at character \d+: /) },
    ]);
  });
});
