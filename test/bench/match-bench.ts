import type { Bench } from './support/bench.ts';
import { rarePacket } from '../../renderer/probe/bench/row-packets.ts';
import { rowOf } from './support/figures.ts';
import { stageWithRows } from './support/million.ts';
import type { Stage } from './support/stage.ts';

const mostMs = 100;

/** Each finds the 20 rare packets of a million, and its first match is some ten thousand rows back. */
const filters: readonly (readonly [string, string])[] = [
  ['by columns', `topic == "${rarePacket.topic}"`],
  ['by text, case-folded', `text contains "${rarePacket.word.toLowerCase()}"`],
  ['by a pattern', `text ~ "Fr.ulein"`],
  ['by a JSON path', `json.user.id == ${rarePacket.userId}`],
];

/** From the moment a filter stands in the editor to the frame that shows its first matches. */
export const matchBench: Bench = async (context) => {
  const stage = await stageWithRows(context);
  try {
    const rows = [];
    for (const [name, expression] of filters) {
      const ms = await untilMatchesShow(stage, expression);
      context.note(`${name}: ${ms === undefined ? 'no match within 10 s' : `${ms.toFixed(1)} ms`}`);
      rows.push(
        rowOf({
          bench: `filter 1 M rows ${name}`,
          measured: 'first matches on screen',
          value: ms ?? NaN,
          unit: 'ms',
          limit: `≤ ${mostMs} ms`,
          met: ms !== undefined && ms <= mostMs,
        }),
      );
    }
    return rows;
  } finally {
    await stage.close();
  }
};

/** Ms from the input to the frame after the one in which only matching rows stand; undefined: not within 10 s. */
async function untilMatchesShow(stage: Stage, expression: string): Promise<number | undefined> {
  const { filter, grid } = stage.roomPage;
  await filter.fill('');
  await grid.getByText('steady as she goes').first().waitFor();
  await filter.focus();
  await grid.evaluate(awaitMatch, { word: rarePacket.sender, withinMs: 10_000 });
  // One input event with the whole expression, as a paste is.
  await stage.window.keyboard.insertText(expression);
  return stage.window.evaluate(() => window.benchMatch);
}

/** Runs in the page: puts into `benchMatch` how long it takes from the next input event on. */
function awaitMatch(
  grid: SVGElement | HTMLElement,
  { word, withinMs }: { readonly word: string; readonly withinMs: number },
): void {
  window.benchMatch = new Promise((resolve) => {
    setTimeout(() => resolve(undefined), withinMs);
    const wait = (): void => {
      const startedAt = performance.now();
      const look = (): void => {
        const rows = [...grid.querySelectorAll('[data-row]')];
        const isShown = rows.length > 0 && rows.every((row) => row.textContent.includes(word));
        // What stands in the document in one frame is on screen with the next.
        requestAnimationFrame(isShown ? () => resolve(performance.now() - startedAt) : look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('input', wait, { once: true, capture: true });
  });
}
