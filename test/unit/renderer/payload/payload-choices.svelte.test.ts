import { describe, expect, it } from 'vitest';
import { PayloadChoices } from '../../../../renderer/payload/payload-choices.svelte.ts';
import type { KeyValueStore } from '../../../../renderer/ui/stored.ts';

function memory(): KeyValueStore {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

describe('PayloadChoices', () => {
  it('are remembered by topic, and not for messages without one', () => {
    const store = memory();
    const choices = new PayloadChoices({ store });
    choices.fix('chat', 'text');
    choices.fix('', 'cbor');
    choices.fix('__proto__', 'hex');
    choices.fix('chat', 'msgpack');
    const again = new PayloadChoices({ store });
    expect([again.viewOf('chat'), again.viewOf(''), again.viewOf('__proto__')]).toEqual(['msgpack', undefined, 'hex']);
    expect(again.viewOf('constructor')).toBeUndefined();
    again.release('chat');
    expect(again.viewOf('chat')).toBeUndefined();
    expect(new PayloadChoices({ store }).viewOf('chat')).toBeUndefined();
  });

  it('hold what is picked for its topic only, and do not remember it', () => {
    const store = memory();
    const choices = new PayloadChoices({ store });
    choices.pick('chat', 'hex');
    choices.pick('', 'hex');
    expect([choices.pickedFor('chat'), choices.pickedFor('form'), choices.pickedFor('')]).toEqual(['hex', undefined, undefined]);
    expect(new PayloadChoices({ store }).pickedFor('chat')).toBeUndefined();
    choices.pick('chat', undefined);
    expect(choices.pickedFor('chat')).toBeUndefined();
    for (let topic = 0; topic < 201; topic += 1) choices.pick(`t${topic}`, 'hex');
    expect([choices.pickedFor('t0'), choices.pickedFor('t200')]).toEqual([undefined, 'hex']);
  });

  it('keep the last 200, and no topic that is very long', () => {
    const store = memory();
    const choices = new PayloadChoices({ store });
    for (let topic = 0; topic < 201; topic += 1) choices.fix(`t${topic}`, 'hex');
    expect([choices.viewOf('t0'), choices.viewOf('t1'), choices.viewOf('t200')]).toEqual([undefined, 'hex', 'hex']);
    const long = 'x'.repeat(1_001);
    expect(choices.canFix(long)).toBe(false);
    choices.fix(long, 'hex');
    expect(choices.viewOf(long)).toBeUndefined();
    expect(new PayloadChoices({ store }).viewOf('t200')).toBe('hex');
  });

  it('begin anew where the store holds something else', () => {
    const store = memory();
    store.setItem('room-console.payload-views', '[["chat","protobuf"]]');
    expect(new PayloadChoices({ store }).viewOf('chat')).toBeUndefined();
  });
});
