import { expect, test } from 'vitest';
import { lookAlikeText } from '../../../../../../renderer/traffic/worker/rows/look-alike-cause.ts';

const like = { invisible: false, isMixed: false, like: 'alice', isSuspect: true };
const alice = { identity: 'alice', sids: ['PA_1', 'PA_2', 'PA_3', 'PA_4'] };

const alone = { invisible: false, isMixed: false, like: undefined, isSuspect: true };

test('names the first character that differs, and the sids of both', () => {
  expect(lookAlikeText({ identity: 'al\u0456ce', sids: ['PA_9'] }, like, alice)).toBe(
    'The identity is al\u0456ce (PA_9). It looks like alice (PA_1, PA_2, PA_3 and 1 more), who is another: ' +
      'its character 3 is \u0456 U+0456, the other’s i U+0069. Compare the sid.',
  );
});

test.each([
  ['alice ', 'its character 6 is U+0020, the other’s none, it ends before'],
  ['alic', 'its character 5 is none, it ends before, the other’s e U+0065'],
  ['alice\u0301', 'its character 6 is U+0301, the other’s none, it ends before'],
])('where %s ends before the other, or goes on', (identity, difference) => {
  expect(lookAlikeText({ identity, sids: [''] }, like, alice)).toContain(`who is another: ${difference}.`);
});

test('names the first character that cannot be seen', () => {
  expect(lookAlikeText({ identity: 'al\u200bice', sids: [] }, { ...alone, invisible: true }, undefined)).toMatch(
    /^The identity is .* \(sid not known\)\. Its character 3 cannot be seen: U\+200B\. Compare the sid\.$/,
  );
});

test.each([
  ['Dr. Kern ', 9, 'U+0020'],
  [' Dr. Kern', 1, 'U+0020'],
  ['Dr. Kern\u200b', 9, 'U+200B'],
])('tells a space at an end of %j from one between words', (identity, place, code) => {
  const text = lookAlikeText({ identity, sids: [] }, { ...alone, invisible: true }, undefined);
  expect(text).toContain(`Its character ${place} cannot be seen: ${code}.`);
});

test('names the first letter of another alphabet', () => {
  expect(lookAlikeText({ identity: 'al\u0456ce', sids: ['PA_9'] }, { ...alone, isMixed: true }, undefined)).toBe(
    'The identity is al\u0456ce (PA_9). It mixes alphabets within a word: its character 3 is \u0456 U+0456. Compare the sid.',
  );
});
