/**
 * Where the rows of a long log stand in a scroll box. Rows all have one height, so this is arithmetic.
 *
 * What is read is named by `top`: the position of the row at the upper edge, with the fraction of it that is cut off.
 * It is counted in rows, not pixels, so that zoom, a resize and a capped scroll height leave it alone.
 */
export interface Geometry {
  /** CSS px of one row as it is laid out (it may be fractional at a zoom). */
  readonly rowHeight: number;
  /** CSS px of the scroll box. */
  readonly height: number;
  /** How many rows there are to scroll through. */
  readonly rows: number;
  /** CSS px that the spacer may have at most; see `tallest`. */
  readonly maxHeight: number;
}

/**
 * Chromium lays out in 1/64 px in 32 bits, in device pixels: an element ends at 2^25 of them (33.5 M). Beyond, one
 * pixel of the scroll bar stands for more than one pixel of rows.
 */
export function tallest(devicePixelRatio: number): number {
  return Math.floor(32_000_000 / Math.max(1, devicePixelRatio));
}

/** Height of the scrolled content, CSS px. */
export function spacerHeight(geometry: Geometry): number {
  return Math.min(geometry.rows * geometry.rowHeight, geometry.maxHeight);
}

/** How many rows fit into the box, with the fraction of the last. */
export function rowsThatFit(geometry: Geometry): number {
  return geometry.rowHeight > 0 ? geometry.height / geometry.rowHeight : 0;
}

/** The largest `top`: the newest row stands at the lower edge. */
export function lastTop(rows: number, fit: number): number {
  return Math.max(0, rows - fit);
}

/** Scroll position → top row. */
export function topOfScroll(geometry: Geometry, scrollTop: number): number {
  const travel = spacerHeight(geometry) - geometry.height;
  if (travel <= 0) return 0;
  return Math.min(1, Math.max(0, scrollTop / travel)) * lastTop(geometry.rows, rowsThatFit(geometry));
}

/** Top row → scroll position. */
export function scrollOfTop(geometry: Geometry, top: number): number {
  const last = lastTop(geometry.rows, rowsThatFit(geometry));
  if (last <= 0) return 0;
  return (Math.min(last, Math.max(0, top)) / last) * (spacerHeight(geometry) - geometry.height);
}

/** True where the scroll bar moves faster than the rows do, so that a wheel has to be translated. */
export function isCapped(geometry: Geometry): boolean {
  return geometry.rows * geometry.rowHeight > geometry.maxHeight;
}

/** The part of a window of rows that is drawn. */
export interface Placement {
  /** Index of the first row drawn, within the window. */
  readonly skip: number;
  readonly take: number;
  /** How much of that row is above the upper edge, in rows (0 ≤ cut < 1). */
  readonly cut: number;
}

/**
 * Which rows of the window that the worker sent last are drawn for `top`.
 *
 * The window may not cover it yet, while a scroll bar is dragged and the answer is one frame behind. Then the nearest
 * rows that are here are drawn: a row in the wrong place for a frame is calmer than an empty box.
 */
export function place(
  window: { readonly first: number; readonly length: number },
  top: number,
  fit: number,
): Placement {
  const wanted = Math.ceil(fit) + 1;
  const start = top - window.first;
  const whole = Math.floor(start);
  if (whole >= 0 && start + Math.min(fit, 1) <= window.length) {
    return { skip: whole, take: Math.min(wanted, window.length - whole), cut: start - whole };
  }
  const skip = whole < 0 ? 0 : Math.max(0, window.length - Math.ceil(fit));
  return { skip, take: Math.min(wanted, window.length - skip), cut: 0 };
}

/** The rows of a window on screen, with a few beyond it, so that a little scrolling has no gaps. */
export function drawn(
  window: { readonly first: number; readonly length: number },
  top: number,
  fit: number,
  beyond: number,
): Pick<Placement, 'skip' | 'take'> {
  const skip = Math.min(window.length, Math.max(0, Math.floor(top) - beyond - window.first));
  const end = Math.min(window.length, Math.max(skip, Math.ceil(top + fit) + beyond - window.first));
  return { skip, take: end - skip };
}

/** The smallest move of `top` that brings the row at `position` wholly into view. */
export function reveal(top: number, position: number, fit: number): number {
  if (position < top) return position;
  if (position + 1 > top + fit) return Math.max(0, position + 1 - fit);
  return top;
}
