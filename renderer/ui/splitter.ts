/** Rem that one arrow key moves a splitter. */
const step = 1;

export function clampSize(size: number, min: number, max: number): number {
  // Where both do not fit, the smallest useful size wins.
  return Math.max(min, Math.min(max, size));
}

/** How much a key makes the pane larger, in rem; undefined for keys that do not move it. */
export function keyStep(key: string, direction: 'v' | 'h', after: boolean): number | undefined {
  const forward = direction === 'v' ? 'ArrowRight' : 'ArrowDown';
  const backward = direction === 'v' ? 'ArrowLeft' : 'ArrowUp';
  const grows = after ? -step : step;
  switch (key) {
    case forward:
      return grows;
    case backward:
      return -grows;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}
