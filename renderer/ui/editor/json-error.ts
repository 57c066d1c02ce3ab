import { jsonLanguage } from '@codemirror/lang-json';

export function findJsonError(text: string): { position: number; line: number; column: number; message: string } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    let position = text.length;
    jsonLanguage.parser.parse(text).iterate({
      enter: (node) => {
        if (node.type.isError && node.from < position) position = node.from;
      },
    });
    const before = text.slice(0, position).split('\n');
    return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: 'unexpected text' };
  }
}
