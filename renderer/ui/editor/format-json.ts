import { parseJson } from '../../payload/codecs/index.ts';

/**
 * JSON written over several lines, two spaces a level; undefined where the text is no JSON. Numbers keep their digits
 * and members their order, as saving the result must not change its meaning.
 */
export function formatJson(text: string): string | undefined {
  const json = parseJson(text);
  return json.ok ? json.document.pretty() : undefined;
}
