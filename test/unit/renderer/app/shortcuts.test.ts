import { expect, it } from 'vitest';
import { shortcutOf } from '../../../../renderer/app/shortcuts.ts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const control = { ...none, ctrlKey: true };

it.each([
  [{ ...control, key: 'w' }, { kind: 'close-tab' }],
  [{ ...none, metaKey: true, key: 'w' }, { kind: 'close-tab' }],
  [
    { ...control, key: '1' },
    { kind: 'tab', index: 0 },
  ],
  [{ ...control, key: '9' }, { kind: 'last-tab' }],
  [
    { ...control, key: 'Tab' },
    { kind: 'step-tab', by: 1 },
  ],
  [
    { ...control, shiftKey: true, key: 'Tab' },
    { kind: 'step-tab', by: -1 },
  ],
  [
    { ...control, key: 'PageUp' },
    { kind: 'step-tab', by: -1 },
  ],
  [{ ...control, key: '/' }, { kind: 'sheet' }],
  [{ ...control, shiftKey: true, key: 'R' }, { kind: 'record' }],
  [{ ...control, shiftKey: true, key: 'P' }, { kind: 'find-person' }],
  [{ ...control, key: 'p' }, undefined],
  [{ ...control, key: 'r' }, undefined],
  [{ ...control, key: 's' }, { kind: 'save' }],
  [{ ...control, key: 'o' }, { kind: 'open' }],
  [{ ...none, key: 'w' }, undefined],
  [{ ...control, shiftKey: true, key: 'W' }, undefined],
  [{ ...control, altKey: true, key: '1' }, undefined],
  [{ ...none, metaKey: true, key: 'Tab' }, undefined],
  [{ ...control, key: '0' }, undefined],
])('%o asks for %o', (event, shortcut) => expect(shortcutOf(event)).toEqual(shortcut));
