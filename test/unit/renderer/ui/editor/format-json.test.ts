import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../../../renderer/ui/editor/format-json.ts';

describe('formatJson', () => {
  it('keeps digits and order', () => {
    expect(formatJson('{"b":9007199254740993,"a":[1]}')).toBe('{\n  "b": 9007199254740993,\n  "a": [\n    1\n  ]\n}');
  });

  it('leaves what is no JSON', () => {
    expect(formatJson('on duty')).toBeUndefined();
  });
});
