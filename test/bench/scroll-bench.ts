import { watched } from './frames-bench.ts';
import type { Bench, BenchContext } from './support/bench.ts';
import { frameRows } from './support/figures.ts';
import { heldRows, stageWithRows } from './support/million.ts';
import type { Stage } from './support/stage.ts';

/** A wheel and a pointer tell once a frame, a key held down 30 times a second: faster than that is no person. */
const pointerEveryMs = 16;
const keyEveryMs = 33;
/** px from the edge of the scroll bar, and from its end, where a thumb that is at the end has its own end. */
const intoThumb = 6;
/** Inputs between two looks at which row is at the top. */
const lookEvery = 15;

/** The window's frames while a person goes through 1 M rows with wheel, scroll bar and keys. */
export const scrollBench: Bench = async (context) => {
  const stage = await stageWithRows(context);
  try {
    const { window, roomPage } = stage;
    // What scrolls is the group of rows below the one with the column headers.
    const box = await roomPage.grid.getByRole('rowgroup').last().boundingBox();
    if (box === null) throw new Error('the rows are not on screen');
    const rows = await heldRows(stage);
    const seconds = context.quick ? 2 : 8;
    const idle = await watched(window, () => new Promise((resolve) => setTimeout(resolve, 3_000)));

    await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const wheeling = { name: 'wheel', seconds, everyMs: pointerEveryMs, leastRows: 100, context };
    const wheel = await frames(stage, wheeling, (turn) =>
      window.mouse.wheel(0, turn % 40 < 30 ? -400 : 400),
    );

    await roomPage.grid.focus();
    await window.keyboard.press('End');
    const x = box.x + box.width - intoThumb;
    const [top, bottom] = [box.y + 30, box.y + box.height - intoThumb];
    await window.mouse.move(x, bottom);
    await window.mouse.down();
    const dragging = { name: 'drag', seconds, everyMs: pointerEveryMs, leastRows: rows / 2, context };
    const drag = await frames(stage, dragging, (turn) => {
      // A triangle: 90 steps up, 90 down.
      const phase = Math.abs((turn % 180) / 90 - 1);
      return window.mouse.move(x, top + (bottom - top) * phase);
    });
    await window.mouse.up();

    await roomPage.grid.focus();
    await window.keyboard.press('End');
    const paging = { name: 'page', seconds, everyMs: keyEveryMs, leastRows: 500, context };
    const page = await frames(stage, paging, (turn) =>
      window.keyboard.press(turn % 60 < 45 ? 'PageUp' : 'PageDown'),
    );
    return [
      ...frameRows('scroll through 1 M rows', wheel, idle.frames),
      ...frameRows('drag through 1 M rows', drag, idle.frames),
      ...frameRows('page through 1 M rows', page, idle.frames),
    ];
  } finally {
    await stage.close();
  }
};

interface Inputs {
  readonly name: string;
  readonly seconds: number;
  readonly everyMs: number;
  /** Between the uppermost and the lowest row that were at the top, at least. */
  readonly leastRows: number;
  readonly context: BenchContext;
}

/**
 * Ms between frames while an input is given every `everyMs`, or when the page has taken the one before. Rejects where
 * the inputs moved little: a page that does not scroll has the best frames.
 */
async function frames(stage: Stage, inputs: Inputs, act: (turn: number) => Promise<void>): Promise<readonly number[]> {
  const tops: number[] = [];
  const seen = await watched(stage.window, async () => {
    const end = performance.now() + inputs.seconds * 1_000;
    for (let turn = 0; performance.now() < end; turn += 1) {
      const next = performance.now() + inputs.everyMs;
      await act(turn);
      if (turn % lookEvery === 0) tops.push(await topRow(stage));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
  });
  const [oldest, newest] = [Math.min(...tops), Math.max(...tops)];
  inputs.context.note(`${inputs.name}: top rows from ${oldest} to ${newest}; ${seen.longTasks.length} long tasks`);
  if (newest - oldest < inputs.leastRows) throw new Error(`${inputs.name} moved ${newest - oldest} rows only`);
  return seen.frames;
}

function topRow(stage: Stage): Promise<number> {
  return stage.roomPage.grid.evaluate((grid) => Number(grid.querySelector<HTMLElement>('[data-row]')?.dataset['row']));
}
