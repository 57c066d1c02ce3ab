import { expect, it, vi } from 'vitest';
import { DragListeners } from '../../../../../renderer/ui/plot/drag-listeners.ts';

/** A document, as far as a drag needs one. */
const target = () => ({ removeEventListener: vi.fn() });
const press = { button: 0 };

it('leaves no listener behind when a plot goes in the middle of a drag', () => {
  const drag = new DragListeners();
  const document = target();
  const listener = drag.begin(document, () => null);
  expect(document.removeEventListener).not.toHaveBeenCalled();
  drag.end();
  drag.end();
  expect(document.removeEventListener.mock.calls).toEqual([['mouseup', listener]]);
});

it('leaves none of a drag whose end was not seen', () => {
  const drag = new DragListeners();
  const document = target();
  const listener = drag.begin(document, () => null);
  drag.begin(document, () => null);
  expect(document.removeEventListener.mock.calls).toEqual([['mouseup', listener]]);
});

it('ends with the main button only', () => {
  const handle = vi.fn(() => null);
  const listener = new DragListeners().begin<{ button: number }>(target(), handle);
  listener({ button: 2 });
  expect(handle).not.toHaveBeenCalled();
  listener(press);
  expect(handle).toHaveBeenCalledExactlyOnceWith(press);
});
