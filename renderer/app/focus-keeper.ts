/**
 * ms after which a lost focus is taken for lost. Menus and dialogs give the focus back to their opener some frames
 * after they are gone; a person's next keystroke comes later than this.
 */
const lostAfterMs = 60;

/** Where the keyboard goes on when what had the focus is gone: the tab in front, else the view itself. */
const homes = ['[role="tab"][aria-selected="true"]', '[data-focus-home]'] as const;

/**
 * Keeps the keyboard's place. What has the focus may be taken away: a tab is closed, a dialog joins a room, a banner
 * goes when the room is back. The browser then drops the focus on the body, and the next Tab begins from the top.
 * Returns the stop.
 */
export function keepFocus(root: Document): () => void {
  let last: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (event: FocusEvent): void => {
    last = event.target instanceof Element ? event.target : null;
  };
  const look = (): void => {
    timer = undefined;
    if (isLost(root, last)) home(root)?.focus();
  };
  const observer = new MutationObserver(() => {
    if (timer === undefined && isLost(root, last)) timer = setTimeout(look, lostAfterMs);
  });
  root.addEventListener('focusin', note);
  observer.observe(root.body, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', note);
    observer.disconnect();
    clearTimeout(timer);
  };
}

/** Nothing has the focus, and what had it last is gone: a click beside everything is no loss. */
function isLost(root: Document, last: Element | null): boolean {
  const active = root.activeElement;
  return (active === null || active === root.body) && last !== null && !last.isConnected;
}

function home(root: Document): HTMLElement | undefined {
  return homes.map((selector) => root.querySelector<HTMLElement>(selector)).find((found) => found !== null) ?? undefined;
}
