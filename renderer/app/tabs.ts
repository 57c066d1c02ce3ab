/** `rooms`, or the id of a session. */
export type Tab = 'rooms' | (string & {});

/** The tab `by` places on, round the end. */
export function tabStep(tabs: readonly Tab[], active: Tab, by: 1 | -1): Tab {
  const index = tabs.indexOf(active);
  return tabs[(index + by + tabs.length) % tabs.length] ?? 'rooms';
}

/** Which tab is active after `closed` is gone: the one it was, else the right neighbour, else the left one. */
export function tabAfterClosing(tabs: readonly Tab[], closed: Tab, active: Tab): Tab {
  if (active !== closed) return active;
  const index = tabs.indexOf(closed);
  return tabs[index + 1] ?? tabs[index - 1] ?? 'rooms';
}
