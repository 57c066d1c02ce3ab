import { expect, it } from 'vitest';
import { permissionWords } from '../../../../renderer/ui/permission-words.ts';

it('does not say “they” to the person whose permissions these are', () => {
  const sentences = permissionWords.flatMap(({ you }) => [you.on, you.off]);
  expect(sentences.filter((sentence) => /\b(they|them|their|its)\b/i.test(sentence))).toEqual([]);
});
