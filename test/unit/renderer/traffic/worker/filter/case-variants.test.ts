import { describe, expect, it } from 'vitest';
import { caseVariants, foldCase } from '../../../../../../renderer/traffic/worker/filter/case-variants.ts';

describe('caseVariants', () => {
  it('has every character whose lower case is the one given, and no other', () => {
    const left: string[] = [];
    const wrong: string[] = [];
    for (let point = 0; point < 0x2_0000; point += 1) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const character = String.fromCodePoint(point);
      const lower = foldCase(character);
      if (Array.from(lower).length === 1 && !caseVariants(lower).includes(character)) left.push(character);
      wrong.push(...caseVariants(lower).filter((variant) => variant !== 'Σ' && foldCase(variant) !== lower));
    }
    expect({ left, wrong }).toEqual({ left: [], wrong: [] });
  });
});
