import { describe, expect, it } from 'vitest';
import { type JsonDocument, parseJson, readCbor } from '../../../../renderer/payload/codecs/index.ts';
import { firstOpen, treeRows, valueText } from '../../../../renderer/payload/tree-rows.ts';

function parsed(text: string): JsonDocument {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const outline = (text: string, lines = 60): string[] => {
  const document = parsed(text);
  return treeRows(document, firstOpen(document, lines)).map(
    ({ node, depth, isOpen }) =>
      `${depth}${isOpen ? '-' : ' '}${node.key ?? node.index ?? ''}:${valueText(document, node, 9).text}`,
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
    const long = `[${'1,'.repeat(1_999)}1]`;
    expect(outline(long)).toHaveLength(2_001);
    expect(outline(`{"data":${long}}`)).toHaveLength(2_002);
    expect(outline(`{"data":${long},"more":0}`)).toEqual(['0-:object, 2 keys', '1 data:array, 2,000', '1 more:0']);
  });

  it('of 10,000 levels are opened one after the other', () => {
    const document = parsed('['.repeat(10_000) + ']'.repeat(10_000));
    expect(treeRows(document, firstOpen(document, 60))).toHaveLength(60);
    const all = new Map(Array.from({ length: 10_000 }, (_, id) => [id, 1]));
    expect(treeRows(document, all)).toHaveLength(10_000);
  });

  it('say how much of a long value is not in them', () => {
    const document = parsed('"0123456789abcdef"');
    expect(valueText(document, document.root, 9)).toEqual({ text: '"01234567', rest: 9 });
  });

  it('keep the digits of numbers', () => {
    expect(outline('9007199254740993', 60)).toEqual(['0 :900719925']);
  });

  it('tell what a tag and its value are', () => {
    const result = readCbor(Uint8Array.of(0x82, 0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0, 0x41, 0xff));
    if (!result.ok) throw new Error(result.message);
    const { document } = result;
    const rows = treeRows(document, firstOpen(document, 60));
    expect(rows.map(({ node, depth }) => `${depth} ${valueText(document, node, 99).text}`)).toEqual([
      '0 array, 2',
      '1 tag 1: time since 1970, 2013-03-21T20:04:00Z',
      '2 1363896240',
      "1 h'ff'",
    ]);
  });
});
