import { describe, expect, it } from 'vitest';
import { fieldWords, wordsOf } from '../../../../../renderer/traffic/filter/filter-words.ts';
import { parseFilter } from '../../../../../renderer/traffic/filter/parse-filter.ts';
import { filterFields, flagNames } from '../../../../../renderer/traffic/protocol/index.ts';
import { packetCases } from '../../../../../renderer/traffic/worker/packet/packet-cases.ts';

describe('filter words', () => {
  it('knows each case that the worker tells, and no other', () => {
    expect(Object.keys(wordsOf('case') ?? {}).sort()).toEqual([...packetCases].sort());
  });

  it('knows each flag', () => {
    expect(Object.keys(wordsOf('flag') ?? {})).toEqual(flagNames);
  });

  it('has an example for each field that is right', () => {
    expect(Object.keys(fieldWords)).toEqual(Object.keys(filterFields));
    for (const { example } of Object.values(fieldWords)) expect(parseFilter(example).diagnostics).toEqual([]);
  });
});
