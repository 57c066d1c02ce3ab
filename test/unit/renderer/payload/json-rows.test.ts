import { describe, expect, it } from 'vitest';
import { type JsonDocument, parseJson } from '../../../../renderer/payload/codecs/index.ts';
import { firstOpen, jsonRows, jsonValueText } from '../../../../renderer/payload/json-rows.ts';

function parsed(text: string): JsonDocument {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const outline = (text: string, lines = 60): string[] => {
  const document = parsed(text);
  return jsonRows(document, firstOpen(document, lines)).map(
    ({ node, depth, isOpen }) =>
      `${depth}${isOpen ? '-' : ' '}${node.key ?? node.index ?? ''}:${jsonValueText(document, node, 9).text}`,
  );
};

describe('the lines of a tree', () => {
  it('stand in the order of the text', () => {
    expect(outline('{"b":1,"a":[true,{"c":null}],"b":2}')).toEqual([
      '0-:object, 3 keys',
      '1 b:1',
      '1-a:array, 2',
      '2 0:true',
      '2-1:object, 1 key',
      '3 c:null',
      '1 b:2',
    ]);
  });

  it('keep to a screen at first, except for the root', () => {
    expect(outline('[[1,2],[3,4,5,6,7,8],[9]]', 8)).toEqual([
      '0-:array, 3',
      '1-0:array, 2',
      '2 0:1',
      '2 1:2',
      '1 1:array, 6',
      '1-2:array, 1',
      '2 0:9',
    ]);
    const long = `[${'1,'.repeat(2_999)}1]`;
    expect(outline(long)).toHaveLength(3_001);
    expect(outline(`{"data":${long}}`)).toHaveLength(3_002);
    expect(outline(`{"data":${long},"more":0}`)).toEqual(['0-:object, 2 keys', '1 data:array, 3,000', '1 more:0']);
  });

  it('of 10,000 levels are opened one after the other', () => {
    const document = parsed('['.repeat(10_000) + ']'.repeat(10_000));
    expect(jsonRows(document, firstOpen(document, 60))).toHaveLength(60);
    const all = new Set(Array.from({ length: 10_000 }, (_, id) => id));
    expect(jsonRows(document, all)).toHaveLength(10_000);
  });

  it('say how much of a long value is not in them', () => {
    const document = parsed('"0123456789abcdef"');
    expect(jsonValueText(document, document.root, 9)).toEqual({ text: '"01234567', rest: 9 });
  });

  it('keep the digits of numbers', () => {
    expect(outline('9007199254740993', 60)).toEqual(['0 :900719925']);
  });
});
