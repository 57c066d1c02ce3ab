import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../renderer/payload/codecs/index.ts';
import { TreeState } from '../../../../renderer/payload/tree-state.svelte.ts';

function makeTree(text: string): TreeState {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.message);
  return new TreeState(result.document);
}

const press = (tree: TreeState, ...keys: string[]): boolean[] => keys.map((key) => tree.key(key, 5));

describe('keys in a tree', () => {
  it('move over the lines and stay within them', () => {
    const tree = makeTree('{"a":1,"b":2}');
    press(tree, 'ArrowUp');
    expect(tree.active).toBe(0);
    press(tree, 'End', 'ArrowDown');
    expect(tree.activeRow?.node.key).toBe('b');
    press(tree, 'Home', 'PageDown');
    expect(tree.active).toBe(2);
  });

  it('close, open and go up', () => {
    const tree = makeTree('{"a":[1,2],"b":2}');
    press(tree, 'ArrowDown', 'ArrowRight', 'ArrowDown');
    expect(tree.activeRow?.node.index).toBe(1);
    press(tree, 'ArrowLeft');
    expect(tree.activeRow?.node.key).toBe('a');
    press(tree, 'ArrowLeft');
    expect(tree.rows).toHaveLength(3);
    press(tree, 'Enter');
    expect(tree.rows).toHaveLength(5);
    press(tree, 'ArrowLeft', 'ArrowRight');
    expect(tree.rows).toHaveLength(5);
  });

  it('show more of a long list, and stay on the first of what came', () => {
    const tree = makeTree(`[${'1,'.repeat(4_999)}1]`);
    expect(tree.rows).toHaveLength(2_002);
    press(tree, 'End');
    expect(tree.activeRow).toMatchObject({ more: 3_000, isOpenable: false, depth: 1 });
    press(tree, 'Enter');
    expect(tree.rows).toHaveLength(4_002);
    expect(tree.activeRow?.node.index).toBe(2_000);
    press(tree, 'End', 'ArrowRight');
    expect(tree.rows).toHaveLength(5_001);
    expect(tree.activeRow).toMatchObject({ more: 0 });
  });

  it('that mean nothing are left to others', () => {
    const tree = makeTree('[1]');
    expect(press(tree, 'x', 'Tab', 'constructor')).toEqual([false, false, false]);
    press(tree, 'ArrowDown', 'ArrowRight');
    expect(tree.rows).toHaveLength(2);
  });
});
