import type uPlot from 'uplot';
import type { PlotLook } from '../../ui/plot/plot-look.ts';
import { timeAxis } from '../../ui/plot/plot-look.ts';
import type { RateSeries } from './rate-series.ts';

/**
 * The series as areas on top of each other: reliable at the bottom, then lossy, then what else there is. The last
 * stretch stands twice, at its beginning and at its end: steps are drawn from point to point.
 */
export function stackedData({ times, stepMs, reliable, lossy, other }: RateSeries): uPlot.AlignedData {
  const two = reliable.map((rate, index) => rate + (lossy[index] ?? 0));
  const all = two.map((rate, index) => rate + (other[index] ?? 0));
  const last = times.at(-1);
  const seconds = [...times, ...(last === undefined ? [] : [last + stepMs])].map((ms) => ms / 1_000);
  return [seconds, closed(all), closed(two), closed(reliable)];
}

function closed(rates: readonly number[]): number[] {
  return [...rates, ...rates.slice(-1)];
}

interface RatePlotHooks {
  readonly series: () => RateSeries;
  /** The stretch below the pointer; undefined: it is not over the plot. */
  readonly onCursor: (index: number | undefined) => void;
  /** A range was dragged: epoch ms. */
  readonly onRange: (fromMs: number, toMs: number) => void;
}

/** A low strip of packets a second. */
export function ratePlot(
  look: PlotLook,
  paths: uPlot.Series.PathBuilder | undefined,
  hooks: RatePlotHooks,
): Omit<uPlot.Options, 'width' | 'height'> {
  const area = (label: string, colour: string): uPlot.Series => ({
    label,
    fill: colour,
    stroke: colour,
    width: 1,
    points: { show: false },
    ...(paths === undefined ? {} : { paths }),
  });
  return {
    legend: { show: false },
    padding: [4, 24, 0, 24],
    cursor: { y: false, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true }, y: { range: (_, _low, high) => [0, Math.max(1, high) * 1.1] } },
    axes: [{ ...timeAxis(look), size: 16, grid: { show: false } }, { show: false }],
    // The largest first: what is drawn later covers it.
    series: [{}, area('other', look.third), area('lossy', look.second), area('reliable', look.line)],
    hooks: {
      draw: [(plot) => drawFlags(plot, hooks.series(), look.warn)],
      setCursor: [(plot) => hooks.onCursor(plot.cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          hooks.onRange(plot.posToVal(left, 'x') * 1_000, plot.posToVal(left + width, 'x') * 1_000);
        },
      ],
    },
  };
}

/** Where a range of time (epoch ms) lies in the plot; undefined: nowhere. */
export function selectionOf(plot: uPlot, ends: readonly [number, number] | undefined): uPlot.Select {
  const height = plot.over.clientHeight;
  if (ends === undefined) return { left: 0, width: 0, top: 0, height };
  const left = plot.valToPos(ends[0] / 1_000, 'x');
  return { left, width: Math.max(2, plot.valToPos(ends[1] / 1_000, 'x') - left), top: 0, height };
}

/** A tick at the upper edge where packets with flags came. */
function drawFlags(plot: uPlot, { times, flagged, stepMs }: RateSeries, colour: string): void {
  const { ctx, bbox } = plot;
  const pixel = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colour;
  for (const [index, count] of flagged.entries()) {
    if (count === 0) continue;
    const left = plot.valToPos((times[index] ?? 0) / 1_000, 'x', true);
    const right = plot.valToPos(((times[index] ?? 0) + stepMs) / 1_000, 'x', true);
    ctx.fillRect(left, bbox.top - 4 * pixel, Math.max(2 * pixel, right - left - pixel), 3 * pixel);
  }
  ctx.restore();
}
