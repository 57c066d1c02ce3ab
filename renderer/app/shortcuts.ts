/** What a keystroke asks the frame for. Numbers count tabs from 0. */
export type Shortcut =
  | { readonly kind: 'close-tab' }
  | { readonly kind: 'tab'; readonly index: number }
  | { readonly kind: 'last-tab' }
  | { readonly kind: 'step-tab'; readonly by: 1 | -1 };

type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * Ctrl+W closes, Ctrl+1…8 and Ctrl+9 (the last) choose, Ctrl+Tab and Ctrl+PageDown step: what browsers taught. On a
 * Mac Cmd stands for Ctrl, save for Ctrl+Tab.
 */
export function shortcutOf(event: Keystroke): Shortcut | undefined {
  const control = event.ctrlKey || event.metaKey;
  if (!control || event.altKey) return undefined;
  if (event.key === 'Tab' && event.ctrlKey) return { kind: 'step-tab', by: event.shiftKey ? -1 : 1 };
  if (event.key === 'PageDown') return { kind: 'step-tab', by: 1 };
  if (event.key === 'PageUp') return { kind: 'step-tab', by: -1 };
  if (event.shiftKey) return undefined;
  if (event.key.toLowerCase() === 'w') return { kind: 'close-tab' };
  if (event.key === '9') return { kind: 'last-tab' };
  if (/^[1-8]$/.test(event.key)) return { kind: 'tab', index: Number(event.key) - 1 };
  return undefined;
}
