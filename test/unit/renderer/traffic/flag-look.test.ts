import { describe, expect, it } from 'vitest';
import { flagLook, timelineFlags } from '../../../../renderer/traffic/flag-look.ts';

describe('flags', () => {
  it('come severest first, without those that the sender column says', () => {
    const words = timelineFlags(['no-sender', 'foreign-label', 'malformed']).map((look) => look.word);
    expect(words).toEqual(['malformed', 'other label']);
  });

  it('that nobody knows are shown by their own word', () => {
    expect(flagLook('constructor')).toMatchObject({ word: 'constructor', severity: 'warn' });
  });
});
