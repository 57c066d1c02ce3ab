import { describe, expect, test } from 'vitest';
import { LookAlikes, LookMemory, lookOf, mixedLetter } from '../../../../renderer/ui/look-alike.ts';

function alike(one: string, other: string): boolean {
  const looks = new LookAlikes();
  looks.add(one);
  return looks.of(other)?.like === one;
}

describe('names that look alike', () => {
  test.each([
    ['a Cyrillic letter', 'alice', '\u0430lice'],
    ['Greek capitals', 'ANNA', '\u0391\u039d\u039d\u0391'],
    ['capital I for l', 'alice', 'aIice'],
    ['1 for l', 'alice', 'a1ice'],
    ['0 for O', 'OPS', '0PS'],
    ['rn for m', 'modern', 'modem'],
    ['case', 'Ingrid', 'ingrid'],
    ['full width', 'nurse-1', '\uff4e\uff55\uff52\uff53\uff45-1'],
    ['mathematical letters', 'bob', '\u{1d41b}\u{1d428}\u{1d41b}'],
    ['an accent', 'jose', 'jos\u00e9'],
    ['a combining accent', 'jose', 'jose\u0301'],
    ['a zero-width space', 'alice', 'al\u200bice'],
    ['a right-to-left override', 'alice', '\u202ealice'],
    ['a soft hyphen', 'alice', 'ali\u00adce'],
    ['an en dash', 'nurse-ek', 'nurse\u2013ek'],
    ['a ligature', 'office', 'o\ufb03ce'],
    ['a space at the end', 'alice', 'alice '],
    ['two spaces for one', 'Dr. Kern', 'Dr.  Kern'],
    ['a no-break space', 'Dr. Kern', 'Dr.\u00a0Kern'],
    ['an accented Cyrillic letter', 'elena', '\u0450lena'],
  ])('%s', (_, one, other) => {
    expect(alike(one, other)).toBe(true);
    expect(alike(other, one)).toBe(true);
  });

  test.each([
    ['alice', 'alina'],
    ['nurse-1', 'nurse-2'],
    ['guest-17', 'guest-71'],
    ['agent', 'agent-2'],
    // Vowel signs are marks, and no accents.
    ['\u0915\u093f', '\u0915\u0941'],
    ['\u5f20\u4f1f', '\u5f20\u4e3d'],
    ['', ' '],
  ])('%s and %s do not', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  test('a name is not like itself, and one alone is not remarkable', () => {
    const looks = new LookAlikes();
    looks.add('alice');
    looks.add('alice');
    expect(looks.of('alice')).toBeUndefined();
    expect(looks.version).toBe(0);
  });

  test.each([
    ['who came later', 'alice', 'aIice'],
    ['a Cyrillic letter', '\u0430lice', 'alice'],
    ['a word of Cyrillic letters only', '\u0430\u0435\u0440\u043e', 'aepo'],
    ['a zero-width space', 'al\u200bice', 'alice'],
    ['a right-to-left override', '\u202ealice', 'alice'],
    ['a space at the end', 'alice ', 'alice'],
    ['two spaces for one', 'Dr.  Kern', 'Dr. Kern'],
    ['full width', '\uff41lice', 'alice'],
    ['who came later, of two with an accent', 'jose', 'jos\u00e9'],
    ['who came later, of two odd ones', 'al\u0456c\u0435', '\u0430lice'],
  ])('of a pair this one is suspect: %s', (_, one, other) => {
    const looks = new LookAlikes();
    looks.add(one);
    looks.add(other);
    const [suspect, imitated] = lookOf(one).isOdd && !lookOf(other).isOdd ? [one, other] : [other, one];
    expect(looks.of(suspect)).toMatchObject({ like: imitated, isSuspect: true });
    expect(looks.of(imitated)).toMatchObject({ like: suspect });
    // What is odd by itself is suspect whomever it looks like.
    const { invisible, isMixed } = lookOf(imitated);
    expect(looks.of(imitated)?.isSuspect).toBe(invisible || isMixed);
  });

  test('the plain one that was first stays the one that is imitated, however many come', () => {
    const looks = new LookAlikes();
    for (const name of ['\u0430lice', 'alice', 'aIice', 'a1ice', 'al\u200bice']) looks.add(name);
    expect(looks.of('alice')).toMatchObject({ like: '\u0430lice', isSuspect: false });
    for (const name of ['\u0430lice', 'aIice', 'a1ice', 'al\u200bice']) {
      expect(looks.of(name)).toMatchObject({ like: 'alice', isSuspect: true });
    }
  });

  test('both of a pair are told, from the moment the second is there', () => {
    const looks = new LookAlikes();
    looks.add('alice');
    looks.add('bob');
    expect(looks.version).toBe(0);
    looks.add('\u0430lice');
    expect(looks.version).toBeGreaterThan(0);
    expect(looks.of('alice')).toEqual({ invisible: false, isMixed: false, like: '\u0430lice', isSuspect: false });
    expect(looks.of('\u0430lice')).toEqual({ invisible: false, isMixed: true, like: 'alice', isSuspect: true });
    expect(looks.of('bob')).toBeUndefined();
  });
});

describe('names with characters that cannot be seen', () => {
  test.each(['al\u200bice', '\u202ealice', 'alice ', '\u00a0\u00e9', '   ', '\u3164', 'bob\n', 'a\u0000'])('%j', (name) => {
    expect(lookOf(name).invisible).toBe(true);
  });

  test.each(['alice', 'Zo\u00eb', '\u5f20\u4f1f', 'a b', '\u{1f469}\u200d\u{1f680}'])('%j has none', (name) => {
    expect(lookOf(name).invisible).toBe(false);
  });

  test('invisible only is told without another name', () => {
    expect(new LookAlikes().of('x\u200b')).toEqual({ invisible: true, isMixed: false, like: undefined, isSuspect: true });
  });
});

describe('words of several alphabets', () => {
  test.each([
    ['\u0430lice', 0],
    ['nurse-\u0435k', 6],
    ['al\u0456ce', 2],
    ['\u041a\u0430rin', 0],
    ['\u{1f469}al\u0456ce', 3],
  ])('%s', (name, at) => {
    expect(mixedLetter(name)).toBe(at);
    expect(new LookAlikes().of(name)).toMatchObject({ isMixed: true, like: undefined, isSuspect: true });
  });

  test.each(['alice', 'Zo\u00eb', '\u0418\u0432\u0430\u043d', 'user-\u0418\u0432\u0430\u043d', 'T\u30b7\u30e3\u30c4\u5c4b', '5\u00b5m'])('%s is none', (name) => {
    expect(mixedLetter(name)).toBeUndefined();
  });
});

describe('bounds', () => {
  test('those seen first stay, later ones are compared with them', () => {
    const looks = new LookAlikes({ namesMaximum: 2 });
    for (const name of ['alice', 'bob', 'carol']) looks.add(name);
    expect(looks.of('\u0430lice')?.like).toBe('alice');
    expect(looks.of('car0l')).toBeUndefined();
  });

  test('a name of a million characters costs no more than its start', () => {
    const looks = new LookAlikes();
    looks.add(`${'\u0430'.repeat(1_000_000)}`);
    expect(looks.of('a'.repeat(600))?.like).toBeDefined();
  });

  test('how names look is remembered for as many as asked', () => {
    const memory = new LookMemory(2);
    const first = memory.look('alice');
    expect(memory.look('alice')).toBe(first);
    memory.look('bob');
    memory.look('carol');
    expect(memory.look('alice')).not.toBe(first);
    expect(memory.look('alice')).toEqual(first);
  });
});
