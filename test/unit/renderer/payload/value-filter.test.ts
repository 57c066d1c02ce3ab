import { describe, expect, it } from 'vitest';
import { parseJson, readMsgpack, type TreeDocument } from '../../../../renderer/payload/codecs/index.ts';
import { filterTarget } from '../../../../renderer/payload/value-filter.ts';
import { bytesOf } from './codecs/random-values.ts';

function parsed(text: string): TreeDocument {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const targets = (text: string): unknown[] => {
  const document = parsed(text);
  return document.children(0).map((node) => filterTarget(document, node));
};

describe('filterTarget', () => {
  it('has the path and the value of a leaf, and the path alone of a container', () => {
    expect(targets('{"a":"x","b":-1.5e1,"c":true,"d":null,"e":[1],"f g":{}}')).toEqual([
      { steps: ['a'], value: 'x' },
      { steps: ['b'], value: -15 },
      { steps: ['c'], value: true },
      { steps: ['d'], value: null },
      { steps: ['e'], value: undefined },
      { steps: ['f g'], value: undefined },
    ]);
    expect(targets('[7]')).toEqual([{ steps: [0], value: 7 }]);
  });

  it('has nothing for the root, for what is too deep, and for other formats', () => {
    const document = parsed('1');
    expect(filterTarget(document, document.root)).toBeUndefined();
    const deep = parsed('['.repeat(200) + ']'.repeat(200));
    const node = (level: number): ReturnType<TreeDocument['children']>[number] => ({
      ...deep.root,
      id: level,
    });
    expect(filterTarget(deep, node(100))?.steps).toHaveLength(100);
    expect(filterTarget(deep, node(101))).toBeUndefined();
    const binary = readMsgpack(bytesOf('81a16101'));
    if (!binary.ok) throw new Error(binary.message);
    const [only] = binary.document.children(0);
    expect(only === undefined ? 0 : filterTarget(binary.document, only)).toBeUndefined();
  });

  it('asks whether a very long text is there, not for all of it', () => {
    expect(targets(`{"a":"${'x'.repeat(10_001)}"}`)).toEqual([{ steps: ['a'], value: undefined }]);
  });
});
