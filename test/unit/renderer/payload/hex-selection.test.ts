import { describe, expect, it } from 'vitest';
import {
  byteAtColumn,
  hexFacts,
  type HexKey,
  type HexSelection,
  selectByKey,
  spanOf,
  spanText,
} from '../../../../renderer/payload/hex-selection.ts';
import { bytesOf } from './codecs/random-values.ts';

const box = { length: 100, rowBytes: 16, page: 4 };
const press = (selection: HexSelection | undefined, key: string, held: Partial<HexKey> = {}): HexSelection | undefined =>
  selectByKey(selection, { key, extend: false, control: false, ...held }, box);
const at = (byte: number): HexSelection => ({ anchor: byte, focus: byte });

describe('byteAtColumn', () => {
  // 0000 7b 22 78 … then the text: offset and space are 5 columns, bytes take 3, the text begins at 5 + 48.
  it.each([
    [0, 0],
    [5, 0],
    [6.9, 0],
    [8.2, 1],
    [52.4, 15],
    [53, 0],
    [54.5, 1],
    [68.9, 15],
    [200, 15],
  ])('of column %d is %d', (column, byte) => {
    expect(byteAtColumn(column, { digits: 4, rowBytes: 16 })).toBe(byte);
  });
});

describe('keys in a dump', () => {
  it.each<[string, number, number]>([
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 5, 6],
    ['ArrowRight', 99, 99],
    ['ArrowUp', 20, 4],
    ['ArrowUp', 4, 4],
    ['ArrowDown', 4, 20],
    ['ArrowDown', 90, 90],
    ['Home', 37, 32],
    ['End', 37, 47],
    ['End', 98, 99],
    ['PageDown', 1, 65],
    ['PageDown', 50, 98],
    ['PageUp', 70, 6],
  ])('%s goes from %d to %d', (key, from, to) => {
    expect(press(at(from), key)).toEqual(at(to));
  });

  it('extend with Shift, in both directions', () => {
    let selection = press(at(10), 'ArrowRight', { extend: true });
    expect(selection).toEqual({ anchor: 10, focus: 11 });
    selection = press(selection, 'ArrowLeft', { extend: true });
    expect(selection).toEqual({ anchor: 10, focus: 10 });
    selection = press(at(20), 'ArrowUp', { extend: true });
    expect(selection === undefined ? undefined : spanOf(selection)).toEqual({ start: 4, end: 21 });
  });

  it('go to the ends, take all, and begin at the first byte', () => {
    expect(press(at(50), 'Home', { control: true })).toEqual(at(0));
    expect(press(at(50), 'End', { control: true, extend: true })).toEqual({ anchor: 50, focus: 99 });
    expect(press(undefined, 'a', { control: true })).toEqual({ anchor: 0, focus: 99 });
    expect(press(undefined, 'ArrowDown')).toEqual(at(0));
  });

  it('leave other keys, and empty dumps, alone', () => {
    expect(press(at(1), 'x')).toBeUndefined();
    expect(press(at(1), 'ArrowDown', { control: true })).toBeUndefined();
    const held = { key: 'ArrowDown', extend: false, control: false };
    expect(selectByKey(undefined, held, { ...box, length: 0 })).toBeUndefined();
  });
});

describe('hexFacts', () => {
  const read = (hex: string): Record<string, string> =>
    Object.fromEntries(hexFacts(bytesOf(hex)).map(({ name, text }) => [name, text]));

  it.each([
    ['7f', { int: '127' }],
    ['ff', { int: '255 or −1' }],
    ['0102', { LE: '513', BE: '258' }],
    ['fffe', { LE: '65,279 or −257', BE: '65,534 or −2' }],
    ['000001', { LE: '65,536', BE: '1' }],
    ['0000803f', { LE: '1,065,353,216', BE: '32,831', 'LE float': '1', 'BE float': '4.600603e-41' }],
    ['3dcccccd', { LE: '3,452,750,909 or −842,216,387', BE: '1,036,831,949', 'LE float': '-429492100', 'BE float': '0.1' }],
    ['6f6b', { LE: '27,503', BE: '28,523', text: 'ok' }],
  ])('reads %s', (hex, facts) => {
    expect(read(hex)).toEqual(facts);
  });

  it('reads 8 bytes whole', () => {
    expect(read('ffffffffffffffff')).toMatchObject({ BE: '18,446,744,073,709,551,615 or −1', 'BE float': 'NaN' });
    expect(read('3ff8000000000000')['BE float']).toBe('1.5');
  });

  it('reads longer parts as text only, and long ones not at all', () => {
    expect(read('68656c6c6f20776f726c64')).toEqual({ text: 'hello world' });
    expect(hexFacts(new Uint8Array(65).fill(0x61))).toEqual([]);
  });

  it('tells place and length', () => {
    expect(spanText({ anchor: 19, focus: 16 }, 100)).toBe('0x10 (16), 4 B');
    expect(spanText(undefined, 138)).toBe('138 B');
  });
});
