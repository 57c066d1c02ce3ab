import { describe, expect, it } from 'vitest';
import { z } from '../../../../electron/contract/zod.ts';
import { Stored } from '../../../../renderer/ui/stored.ts';
import { memoryStore } from '../memory-store.ts';

const schema = z.object({ n: z.number() });

describe('Stored', () => {
  it('gives back what it was given', () => {
    const store = memoryStore();
    new Stored({ store, key: 'k', schema }).write({ n: 1 });
    expect(new Stored({ store, key: 'k', schema }).read()).toEqual({ n: 1 });
  });

  it.each(['{"n":"1"}', 'not JSON', ''])('takes %j for nothing', (text) => {
    expect(new Stored({ store: memoryStore({ k: text }), key: 'k', schema }).read()).toBeUndefined();
  });

  it('goes on when the storage is locked', () => {
    const locked = (): never => {
      throw new Error('denied');
    };
    const stored = new Stored({ store: { getItem: locked, setItem: locked }, key: 'k', schema });
    expect(stored.read()).toBeUndefined();
    expect(() => stored.write({ n: 1 })).not.toThrow();
  });
});
