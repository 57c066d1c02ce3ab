import { expect, it } from 'vitest';
import { FileWindow } from '../../../../../../renderer/traffic/worker/capture/file-window.ts';

function taken(window: FileWindow): number[] {
  return [...window.bytes.subarray(window.at, window.end)];
}

it('goes on where its reader left off', () => {
  const window = new FileWindow();
  window.add(Uint8Array.of(1, 2, 3, 4));
  window.skip(3);
  expect([window.offset, window.wants, window.left]).toEqual([3, 4, 1]);
  window.add(Uint8Array.of(5, 6));
  expect(taken(window)).toEqual([4, 5, 6]);
  expect([window.offset, window.wants]).toEqual([3, 6]);
  window.add(Uint8Array.of(7));
  expect(taken(window)).toEqual([4, 5, 6, 7]);
  expect(window.view.getUint8(window.at)).toBe(4);
  expect(window.offsetOf(window.at)).toBe(3);
});

it('leaves out what nobody needs, without having it', () => {
  const window = new FileWindow();
  window.add(Uint8Array.of(1, 2));
  window.skip(100);
  expect([window.left, window.offset, window.wants]).toEqual([0, 100, 100]);
  window.add(Uint8Array.of(9));
  expect(taken(window)).toEqual([9]);
  expect(window.offset).toBe(100);
});

it('grows to a record that takes many additions', () => {
  const window = new FileWindow();
  for (let part = 0; part < 200; part += 1) window.add(new Uint8Array(1_000).fill(part));
  expect(window.left).toBe(200_000);
  expect(window.bytes[window.at + 199_999]).toBe(199);
  expect(window.offset).toBe(0);
});
