import { describe, expect, it } from 'vitest';
import { BoxScroll } from '../../../../../renderer/traffic/timeline/box-scroll.ts';

const geometry = { rowHeight: 24, height: 240, rows: 1_000, maxHeight: 1e6 };

function makeScroll() {
  const asked: (readonly [number, boolean])[] = [];
  let holds = 0;
  const scroll = { top: 0, scrollTo: (top: number, atEnd: boolean) => asked.push([top, atEnd]), hold: () => (holds += 1) };
  const scroller = new BoxScroll({ log: { readable: geometry.rows, scroll } as never, geometry: () => geometry });
  return { scroller, asked, holds: () => holds };
}

describe('BoxScroll', () => {
  it('passes on what a person scrolled, and not what was put there', () => {
    const { scroller, asked } = makeScroll();
    const box = { scrollTop: 0, clientHeight: 240, scrollHeight: 24_000 };
    scroller.put(box, 480);
    expect(box.scrollTop).toBe(480);
    scroller.scrolled(box);
    expect(asked).toEqual([]);
    box.scrollTop = 960;
    scroller.scrolled(box);
    box.scrollTop = 23_760;
    scroller.scrolled(box);
    expect(asked).toEqual([
      [40, false],
      [990, true],
    ]);
  });

  it('holds the rows at the first turn of the wheel upwards', () => {
    const { scroller, holds } = makeScroll();
    scroller.wheeled({ deltaY: 1, ctrlKey: false } as WheelEvent);
    expect(holds()).toBe(0);
    scroller.wheeled({ deltaY: -1, ctrlKey: false } as WheelEvent);
    expect(holds()).toBe(1);
  });
});
