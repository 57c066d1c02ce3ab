import type uPlot from 'uplot';
import { formatTime } from '../format.ts';

/** What a plot takes from tokens.css: a canvas knows no variables. */
export interface PlotLook {
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  /** Other hues, each told from its neighbour by lightness too. */
  readonly second: string;
  readonly third: string;
  readonly warn: string;
  readonly font: string;
}

/** Reads the tokens as they are for an element now. */
export function readLook(element: HTMLElement): PlotLook {
  const probe = element.ownerDocument.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colour = (token: string): string => {
    // Resolved by the browser: a token may be written in terms of others.
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const look = {
    text: colour('--text-3'),
    grid: colour('--line-soft'),
    line: colour('--accent'),
    second: colour('--ok'),
    third: colour('--text-2'),
    warn: colour('--warn'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
  };
  probe.remove();
  return look;
}

/** Calls back when the theme may have changed, by choice or by the system; returns what ends it. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}

/** Steps between the times below a plot, s: none is shorter than what the times tell, or one stood there twice. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

/** Local times of day below a plot. */
export function timeAxis(look: PlotLook): uPlot.Axis {
  return {
    stroke: look.text,
    font: look.font,
    size: 22,
    gap: 2,
    space: 80,
    incrs: timeSteps,
    grid: { stroke: look.grid, width: 1 },
    ticks: { show: false },
    values: (_, splits) => splits.map((seconds) => formatTime(seconds * 1_000)),
  };
}
