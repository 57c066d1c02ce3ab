import { describe, expect, it } from 'vitest';
import { flagLook, timelineFlags } from '../../../../renderer/traffic/flag-look.ts';
import { flagNames } from '../../../../renderer/traffic/protocol/index.ts';

describe('flags', () => {
  it('have a word, a meaning and an icon each', () => {
    const looks = flagNames.map((name) => flagLook(name));
    expect(new Set(looks.map(({ word }) => word)).size).toBe(flagNames.length);
    expect(new Set(looks.map(({ icon }) => icon)).size).toBe(flagNames.length);
    for (const { word, meaning } of looks) {
      expect(word.length).toBeLessThanOrEqual(12);
      expect(meaning).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  it('come severest first, without those that the sender column says', () => {
    const words = timelineFlags(['no-sender', 'foreign-label', 'malformed']).map((look) => look.word);
    expect(words).toEqual(['malformed', 'other label']);
  });

  it('say of a sender with an identity that it is hidden, which the sender column does not', () => {
    const words = (identity?: string) => timelineFlags(['hidden-sender'], undefined, identity).map(({ word }) => word);
    expect([words(), words(''), words('alice')]).toEqual([[], [], ['hidden']]);
  });

  it('tell how many numbers a gap has, where that is known', () => {
    const word = (skipped?: number): string | undefined => timelineFlags(['skipped'], skipped)[0]?.word;
    expect([undefined, 2, 1_204, 35_100, 2_147_000_000].map(word)).toEqual(['gap', 'gap 2', 'gap 1,204', 'gap 35k', 'gap 2,147M']);
  });

  it('that nobody knows are shown by their own word', () => {
    expect(flagLook('constructor')).toMatchObject({ word: 'constructor', severity: 'warn' });
  });
});
