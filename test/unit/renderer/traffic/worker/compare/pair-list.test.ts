import { describe, expect, it } from 'vitest';
import { PairList } from '../../../../../../renderer/traffic/worker/compare/pair-list.ts';
import { comparedParts } from '../../../../../../renderer/traffic/protocol/index.ts';

/** `b` is in both, `l` only left, `r` only right, `L` and `R` the same with an explanation. */
function listOf(text: string): PairList {
  const list = new PairList(text.length);
  let [left, right] = [0, 0];
  for (const letter of text) {
    if (letter === 'b') list.add(left++, right++, undefined);
    else if (letter.toLowerCase() === 'l') list.add(left++, -1, letter === 'l' ? 'unseen' : 'addressed');
    else list.add(-1, right++, letter === 'r' ? 'lossy' : 'before');
  }
  return list;
}

describe('PairList', () => {
  it('counts parts, and what has no explanation', () => {
    const list = listOf('bblLrbRR');
    expect(comparedParts.map((part) => list.count(part))).toEqual([8, 3, 2, 3]);
    expect(list).toMatchObject({ leftOpen: 1, rightOpen: 1 });
    expect([list.whyOf(0), list.whyOf(2), list.whyOf(3), list.whyOf(4)]).toEqual([undefined, 'unseen', 'addressed', 'lossy']);
    expect([list.leftOf(4), list.rightOf(4), list.leftOf(5), list.rightOf(5)]).toEqual([-1, 2, 4, 3]);
  });

  it('finds the n-th of a part and back, over many blocks', () => {
    const text = Array.from({ length: 10_000 }, (_, at) => (at % 7 === 3 ? 'l' : at > 6_000 && at % 2 === 0 ? 'r' : 'b')).join('');
    const list = listOf(text);
    for (const [part, letter] of [['both', 'b'], ['left', 'l'], ['right', 'r']] as const) {
      const places = [...text].flatMap((one, at) => (one === letter ? [at] : []));
      expect(list.count(part)).toBe(places.length);
      for (const position of [0, 1, 700, 1_000, places.length - 1]) {
        expect(list.pairAt(part, position)).toBe(places[position]);
        expect(list.positionFrom(part, places[position] ?? -1)).toBe(Math.min(position, places.length));
      }
      expect(list.pairAt(part, places.length)).toBeUndefined();
      expect(list.pairAt(part, -1)).toBeUndefined();
      expect(list.positionFrom(part, 99_999)).toBe(places.length);
    }
    expect(list.pairAt('all', 9_999)).toBe(9_999);
    expect(list.positionFrom('right', 0)).toBe(0);
  });

  it('goes to the next difference without an explanation', () => {
    const list = listOf('bLblRbr');
    expect(list.nextDifference('all', -1, 1)).toBe(3);
    expect(list.nextDifference('all', 3, 1)).toBe(6);
    expect(list.nextDifference('all', 6, 1)).toBeUndefined();
    expect(list.nextDifference('all', 6, -1)).toBe(3);
    expect(list.nextDifference('right', -1, 1)).toBe(6);
    expect(list.nextDifference('both', -1, 1)).toBeUndefined();
  });

  it('where all have one, to the next of them', () => {
    const list = listOf('bLbbR');
    expect(list.nextDifference('all', -1, 1)).toBe(1);
    expect(list.nextDifference('all', 1, 1)).toBe(4);
    expect(list.nextDifference('left', 0, -1)).toBeUndefined();
  });
});
