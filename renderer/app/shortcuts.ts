/** What a keystroke asks the frame for. Numbers count tabs from 0. */
export type Shortcut =
  | { readonly kind: 'close-tab' }
  | { readonly kind: 'tab'; readonly index: number }
  | { readonly kind: 'last-tab' }
  | { readonly kind: 'step-tab'; readonly by: 1 | -1 }
  | { readonly kind: 'record' }
  | { readonly kind: 'save' }
  | { readonly kind: 'open' }
  | { readonly kind: 'find-person' }
  | { readonly kind: 'sheet' };

type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export interface FrameKey {
  /** For the sheet of shortcuts. */
  readonly keys: string;
  readonly words: string;
  /** With Ctrl, or Cmd on a Mac. */
  readonly of: (event: Keystroke) => Shortcut | undefined;
}

const plain = (event: Keystroke, key: string): boolean => !event.shiftKey && event.key.toLowerCase() === key;

/** What browsers taught. The sheet of shortcuts shows this very list. */
export const frameKeys: readonly FrameKey[] = [
  // Ctrl on a Mac too: Cmd+Tab is the system's.
  {
    keys: 'Ctrl+Tab',
    words: 'Next tab; with Shift the one before',
    of: (event) => (event.key === 'Tab' && event.ctrlKey ? { kind: 'step-tab', by: event.shiftKey ? -1 : 1 } : undefined),
  },
  { keys: 'Ctrl+PageDown', words: 'Next tab', of: ({ key }) => (key === 'PageDown' ? { kind: 'step-tab', by: 1 } : undefined) },
  { keys: 'Ctrl+PageUp', words: 'Tab before', of: ({ key }) => (key === 'PageUp' ? { kind: 'step-tab', by: -1 } : undefined) },
  {
    keys: 'Ctrl+1 … 8',
    words: 'The tab with this number',
    of: (event) =>
      !event.shiftKey && /^[1-8]$/.test(event.key) ? { kind: 'tab', index: Number(event.key) - 1 } : undefined,
  },
  { keys: 'Ctrl+9', words: 'The last tab', of: (event) => (plain(event, '9') ? { kind: 'last-tab' } : undefined) },
  { keys: 'Ctrl+W', words: 'Close the tab', of: (event) => (plain(event, 'w') ? { kind: 'close-tab' } : undefined) },
  {
    keys: 'Ctrl+Shift+R',
    words: 'Record the room in front, or end its recording',
    of: ({ key, shiftKey }) => (shiftKey && key.toLowerCase() === 'r' ? { kind: 'record' } : undefined),
  },
  {
    keys: 'Ctrl+Shift+P',
    words: 'Find a person in all rooms of the server',
    of: ({ key, shiftKey }) => (shiftKey && key.toLowerCase() === 'p' ? { kind: 'find-person' } : undefined),
  },
  { keys: 'Ctrl+S', words: 'Save rows of the tab in front', of: (event) => (plain(event, 's') ? { kind: 'save' } : undefined) },
  { keys: 'Ctrl+O', words: 'Open a capture', of: (event) => (plain(event, 'o') ? { kind: 'open' } : undefined) },
  // On keyboards where the slash is a shifted key it is Ctrl+Shift+7: Shift is not looked at.
  { keys: 'Ctrl+/', words: 'This sheet; also ? where nothing is typed into', of: ({ key }) => (key === '/' ? { kind: 'sheet' } : undefined) },
];

export function shortcutOf(event: Keystroke): Shortcut | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  for (const key of frameKeys) {
    const shortcut = key.of(event);
    if (shortcut !== undefined) return shortcut;
  }
  return undefined;
}

/** `?` asks for the sheet, unless it is typed into something. */
export function asksForSheet(event: Keystroke, target: EventTarget | null): boolean {
  if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !isTypedInto(target);
}

function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // An editor has a tree of its own; what is typed there comes from its host.
  return target.isContentEditable || target.shadowRoot !== null || target.matches('input, textarea, select, [role=textbox]');
}
