/** JSON written over several lines, two spaces a level; undefined where the text is no JSON or too deep to write. */
export function formatJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}
