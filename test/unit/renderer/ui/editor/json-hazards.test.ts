import { describe, expect, it } from 'vitest';
import { hazardWords, jsonHazards } from '../../../../../renderer/ui/editor/json-hazards.ts';

describe('jsonHazards', () => {
  it.each(['null', '{"a":1}', 'not JSON', '', '9007199254740991', '1e3', '0.1', '-0', '[1,"1",{"a":[]}]'])(
    'finds nothing in %s',
    (text) => expect(jsonHazards(text)).toBeUndefined(),
  );

  it('names keys that come twice, by their path, whatever they are written with', () => {
    expect(jsonHazards('{"o":{"a":1,"\\u0061":2},"o2":1}')).toEqual({ duplicates: ['$.o.a'], numbers: [] });
  });

  it.each(['9007199254740993', '-9007199254740993', '123456789012345680000', '1e400', '0.1234567890123456789'])('names the number %s', (raw) =>
    expect(jsonHazards(`{"n":[${raw}]}`)).toEqual({ duplicates: [], numbers: [raw] }),
  );

  it('names the first ones only, and says what becomes of them', () => {
    const found = jsonHazards(`[${Array.from({ length: 9 }, (_, index) => `900719925474099${index}3`).join(',')},{"a":1,"a":2}]`);
    expect(found?.numbers).toHaveLength(3);
    expect(found && hazardWords(found)).toMatch(/\$\[9\]\.a comes twice: readers take the last\..*Kept here as it is written\.$/);
  });
});
