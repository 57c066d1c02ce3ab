import { describe, expect, it } from 'vitest';
import { changes } from '../../../../../renderer/traffic/timeline/change-summary.ts';

describe('changes', () => {
  it('names the keys that changed, came and went', () => {
    expect(changes('{"station":"B1","hand":false,"x":1}', '{"station":"B2","hand":false,"y":[2]}')).toEqual([
      { name: 'station', was: '"B1"', now: '"B2"' },
      { name: 'x', was: '1', now: undefined },
      { name: 'y', was: undefined, now: '[2]' },
    ]);
  });

  it('takes no text for no keys', () => {
    expect(changes('', '{"a":1}')).toEqual([{ name: 'a', was: undefined, now: '1' }]);
  });

  it('takes anything else as a whole', () => {
    expect(changes('Eva', 'Eva K.')).toEqual([{ name: '', was: 'Eva', now: 'Eva K.' }]);
    expect(changes('{"a":1}', '[1]')).toEqual([{ name: '', was: '{"a":1}', now: '[1]' }]);
    expect(changes('{"a":', '{"a":1}')).toEqual([{ name: '', was: '{"a":', now: '{"a":1}' }]);
    expect(changes('same', 'same')).toEqual([]);
  });

  it('cuts what is long, and does not take apart what is longer', () => {
    const long = 'x'.repeat(300);
    expect(changes('{}', JSON.stringify({ long }))[0]?.now).toHaveLength(81);
    const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    expect(changes('{}', deep)).toEqual([{ name: '', was: '{}', now: `${deep.slice(0, 80)}…` }]);
  });

  it('takes keys of Object.prototype for what they are', () => {
    expect(changes('{}', '{"__proto__":1,"constructor":2}')).toEqual([
      { name: '__proto__', was: undefined, now: '1' },
      { name: 'constructor', was: undefined, now: '2' },
    ]);
  });
});
