import { expect, test, vi } from 'vitest';
import { actOnCompareKey } from '../../../../../renderer/captures/compare/compare-keys.ts';

function pressed(key: string, more: { shiftKey?: boolean; ctrlKey?: boolean; inside?: boolean; position?: number } = {}) {
  const state = {
    selectBy: vi.fn(),
    selectAt: vi.fn(),
    select: vi.fn(),
    deselect: vi.fn(),
    findDifference: vi.fn(),
    position: more.position,
    readable: 40,
  };
  const target = new EventTarget();
  const preventDefault = vi.fn();
  const event = { key, shiftKey: false, ctrlKey: false, ...more, target: more.inside ? new EventTarget() : target, currentTarget: target, preventDefault };
  actOnCompareKey(event, { state, fit: 10.5 });
  return { state, preventDefault };
}

test('keys move through the rows, to either side and to differences', () => {
  expect(pressed('ArrowDown').state.selectBy).toHaveBeenCalledWith(1);
  expect(pressed('PageUp').state.selectBy).toHaveBeenCalledWith(-9);
  expect(pressed('End').state.selectAt).toHaveBeenCalledWith(39);
  expect(pressed('ArrowRight', { position: 3 }).state.select).toHaveBeenCalledWith(3, 'right');
  expect(pressed('ArrowRight').state.select).not.toHaveBeenCalled();
  expect(pressed('n').state.findDifference).toHaveBeenCalledWith(1);
  expect(pressed('N', { shiftKey: true }).state.findDifference).toHaveBeenCalledWith(-1);
  expect(pressed('Escape').preventDefault).toHaveBeenCalled();
});

test('other keys, and those of what is inside, are left alone', () => {
  expect(pressed('x').preventDefault).not.toHaveBeenCalled();
  expect(pressed('n', { ctrlKey: true }).state.findDifference).not.toHaveBeenCalled();
  expect(pressed('ArrowDown', { inside: true }).state.selectBy).not.toHaveBeenCalled();
});
