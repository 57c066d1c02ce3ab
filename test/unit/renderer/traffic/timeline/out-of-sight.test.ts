import { expect, it } from 'vitest';
import { outOfSight } from '../../../../../renderer/traffic/timeline/out-of-sight.ts';

it('begins with what is addressed to others, whoever looks', () => {
  expect(outOfSight('observe', undefined)[0]?.what).toBe('Messages addressed to others only');
  expect(outOfSight('participate', '14:02:00')[0]?.what).toBe('Messages addressed to others only');
});

it('tells an observer and a participant different things about themselves', () => {
  const whats = (role: 'observe' | 'participate'): string[] => outOfSight(role, undefined).map((line) => line.what);
  expect(whats('observe')).toContain('Messages to this observer');
  expect(whats('participate')).toContain('Echoes of what is sent from here');
});

it('says since when it listens', () => {
  expect(outOfSight('observe', '14:02:00').map((line) => line.what)).toContain('Before 14:02:00, and in gaps');
});
