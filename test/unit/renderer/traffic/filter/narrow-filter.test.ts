import { describe, expect, it } from 'vitest';
import { andFilter, hideFilter } from '../../../../../renderer/traffic/filter/narrow-filter.ts';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';

/** [the filter that is there, what is pointed at, what comes of it] */
type Case = readonly [current: string, part: string, text: string];

const added: readonly Case[] = [
  ['', 'topic == "a"', 'topic == "a"'],
  ['size >', 'topic == "a"', 'topic == "a"'],
  [' hello you ', 'topic == "a"', 'hello you and topic == "a"'],
  ['a or b', 'c or d', '(a or b) and (c or d)'],
  ['a && topic=x', 'topic == "x"', 'a && topic=x'],
  ['(a or b)', 'c', '((a or b)) and c'],
  ['topic == "a" && lossy', 'from == "m" and topic == "a"', 'topic == "a" && lossy and from == "m"'],
  // More than one value is no contradiction.
  ['flag == late', 'flag == duplicate', 'flag == late and flag == duplicate'],
  ['to == "a"', 'to == "b"', 'to == "a" and to == "b"'],
  ['topic in ("a", "b")', 'topic == "a"', 'topic in ("a", "b") and topic == "a"'],
];

const gaveWay: readonly Case[] = [
  ['not topic == "a"', 'topic == "a"', 'topic == "a"'],
  ['lossy and not topic == "a"', 'topic == "a"', 'lossy and topic == "a"'],
  ['topic == "b" and lossy', 'topic == "a"', 'topic == "a" and lossy'],
  ['topic in ("b", "c") and lossy', 'topic == "a"', 'topic == "a" and lossy'],
  ['not topic and lossy', 'topic == "a"', 'topic == "a" and lossy'],
  ['topic == "a" and lossy', 'not topic', 'not topic and lossy'],
  ['not (from == "m" and topic == "a")', 'from == "m" and sid == "s" and topic == "a"', 'from == "m" and sid == "s" and topic == "a"'],
  ['from == "n" and sid == "t" and lossy', 'from == "m" and sid == "s"', 'from == "m" and sid == "s" and lossy'],
  ['json.a == 1 and json.b == 1', 'json.b == 2', 'json.a == 1 and json.b == 2'],
];

const hidden: readonly Case[] = [
  ['', 'topic == "a"', 'not topic == "a"'],
  ['hello', 'not topic', 'hello and topic'],
  ['a or b', 'c or d', '(a or b) and not (c or d)'],
  ['not topic == "a"', 'topic == "a"', 'not topic == "a"'],
  ['topic == "b"', 'topic == "a"', 'topic == "b" and not topic == "a"'],
  ['topic == "a"', 'from == "m" and topic == "a"', 'topic == "a" and not (from == "m" and topic == "a")'],
  ['topic == "a" or lossy', 'topic == "a"', '(topic == "a" or lossy) and not topic == "a"'],
];

const turnedRound: readonly Case[] = [
  ['topic == "a"', 'topic == "a"', 'not topic == "a"'],
  ['topic=a && lossy', 'topic == "a"', 'not topic == "a" and lossy'],
  ['not topic', 'not topic', 'topic'],
  ['from == "m" and lossy and topic == "a"', 'from == "m" and topic == "a"', 'not (from == "m" and topic == "a") and lossy'],
];

describe('a filter narrowed by what is pointed at', () => {
  it.each(added)('adds to %j: %s', (current, part, text) => {
    expect(andFilter(current, part)).toBe(text);
  });

  it.each(gaveWay)('lets %j give way to what it excludes: %s', (current, part, text) => {
    expect(andFilter(current, part)).toBe(text);
  });

  it.each(hidden)('hides from %j: %s', (current, part, text) => {
    expect(hideFilter(current, part)).toEqual({ text, gaveWay: false });
  });

  it.each(turnedRound)('turns round what %j demands: %s', (current, part, text) => {
    expect(hideFilter(current, part)).toEqual({ text, gaveWay: true });
  });

  it('makes what can be read', () => {
    for (const [current, part, text] of [...added, ...gaveWay, ...hidden, ...turnedRound]) {
      expect(parseFilter(text).diagnostics, `${current} / ${part}`).toEqual([]);
    }
  });

  it('leaves the filter as it is where there is nothing to add', () => {
    expect(andFilter('lossy ', '')).toBe('lossy');
    expect(hideFilter('lossy', 'size >')).toEqual({ text: 'lossy', gaveWay: false });
  });
});
