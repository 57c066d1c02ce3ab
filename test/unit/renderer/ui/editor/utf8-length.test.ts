import { describe, expect, it } from 'vitest';
import { utf8Length } from '../../../../../renderer/ui/editor/utf8-length.ts';

describe('utf8Length', () => {
  it.each(['', 'abc', 'größe', '日本', '🙂🙂', 'a\ud800b', '\udc00\ud83d', '\ud83d'])(
    'counts %j as TextEncoder does',
    (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    },
  );
});
