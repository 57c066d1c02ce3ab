/** Rows that PageUp and PageDown move by: about a screen. */
const page = 20;

/** Index of the row that a key leads to; undefined for keys that do not move. */
export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  const wanted = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  }[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}
