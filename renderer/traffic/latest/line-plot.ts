import type uPlot from 'uplot';
import { withMinus } from '../../ui/format.ts';
import { timeAxis, type PlotLook } from '../../ui/plot/plot-look.ts';

/** Up to 6 significant digits, without a tail of zeros. */
export function plotNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return withMinus(value.toExponential(3));
  return withMinus(String(Number(value.toPrecision(6))));
}

/** One line over time. `range`: the times at the edges, epoch seconds. */
export function linePlot(
  look: PlotLook,
  name: string,
  range: () => readonly [number, number],
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    legend: { show: false },
    padding: [8, 12, 0, 0],
    cursor: { y: false, drag: { x: false, y: false, setScale: false } },
    scales: { x: { time: true, range: () => [...range()] }, y: { range: (_, low, high) => spread(low, high) } },
    axes: [
      timeAxis(look),
      {
        stroke: look.text,
        font: look.font,
        size: 64,
        grid: { stroke: look.grid, width: 1 },
        ticks: { show: false },
        values: (_, splits) => splits.map(plotNumber),
      },
    ],
    series: [{}, { label: name, stroke: look.line, width: 1.5, points: { show: false } }],
    plugins: [],
  };
}

/** A little air above and below; a constant gets some too, so that it is no line on the edge. */
function spread(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const air = high === low ? Math.max(1, Math.abs(low) * 0.1) : (high - low) * 0.08;
  return [low - air, high + air];
}
