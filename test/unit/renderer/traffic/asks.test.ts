import { describe, expect, it } from 'vitest';
import { Asks } from '../../../../renderer/traffic/asks.ts';
import type { ViewMessage } from '../../../../renderer/traffic/protocol/index.ts';

function makeAsks() {
  const sent: ViewMessage[] = [];
  let connected = true;
  const asks = new Asks({ send: (message) => sent.push(message), isConnected: () => connected });
  return { asks, sent, disconnect: () => (connected = false) };
}

const words = { type: 'words', text: 'a' } as const;

describe('Asks', () => {
  it('resolves with the answer of its own number', async () => {
    const { asks, sent } = makeAsks();
    const found = asks.find(words, 5, 1);
    expect(sent).toEqual([{ type: 'find', tree: words, from: 5, step: 1, ask: 1 }]);
    asks.take({ type: 'found', ask: 7, row: 1, position: 1 });
    asks.take({ type: 'found', ask: 1, row: 9, position: 4 });
    await expect(found).resolves.toMatchObject({ row: 9 });
  });

  it('waits for the newest of a kind, and for each kind by itself', async () => {
    const { asks } = makeAsks();
    const first = asks.find(words, 5, 1);
    const copy = asks.copy([[1, 2]], 'json');
    const second = asks.find(words, 6, 1);
    await expect(first).resolves.toBeUndefined();
    asks.take({ type: 'found', ask: 3, row: undefined, position: undefined });
    asks.take({ type: 'copied', ask: 2, text: '[]', rows: 2, left: 0, guarded: 0 });
    await expect(second).resolves.toMatchObject({ row: undefined });
    await expect(copy).resolves.toMatchObject({ rows: 2 });
  });

  it('waits for nobody who is gone', async () => {
    const { asks, disconnect } = makeAsks();
    const names = asks.names();
    asks.giveUp();
    await expect(names).resolves.toEqual({ identities: [], topics: [] });
    disconnect();
    await expect(asks.find(words, 1, -1)).resolves.toBeUndefined();
  });
});
