import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { linter, type Diagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { visibleParts } from '../../payload/codecs/printable.ts';
import { checkText } from './check-text.ts';
import { editorLook } from './editor-look.ts';
import { createShadowEditor } from './shadow-editor.ts';

export interface EditorSettings {
  /** The accessible name. */
  readonly label: string;
  readonly language: 'json' | 'text';
  readonly readonly: boolean;
}

export interface EditorOptions {
  /** The editor fills it. */
  readonly host: HTMLElement;
  readonly value: string;
  readonly settings: EditorSettings;
  onChange(value: string): void;
  /** Ctrl+Enter, Cmd+Enter on a Mac; true: taken. */
  onSubmit(): boolean;
}

/** A CodeMirror editor, with the few things that the console asks of one. */
export interface CodeEditor {
  /** Replaces the text where it differs; it can be undone. `onChange` is not called. */
  setValue(value: string): void;
  configure(settings: EditorSettings): void;
  focus(): void;
  destroy(): void;
}

export function createCodeEditor(options: EditorOptions): CodeEditor {
  const configured = new Compartment();
  const { view, setValue } = createShadowEditor({
    host: options.host,
    value: options.value,
    onChange: (value) => options.onChange(value),
    extensions: [
      // Before the default keys, where Ctrl+Enter means a blank line.
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => options.onSubmit() }])),
      configured.of(settingsOf(options.settings)),
      baseExtensions,
    ],
  });
  // Esc that closed the search panel must not close the dialog around it, too.
  view.dom.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation();
  });
  return {
    setValue,
    configure: (settings) => view.dispatch({ effects: configured.reconfigure(settingsOf(settings)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** Invisible ones that CodeMirror does not mark by itself. Not U+200D and U+FE0F: emoji are made with them. */
const moreSpecialChars =
  /\u034f|[\u115f\u1160\u180e\u200c\u202a-\u202c\u2060-\u2065\u2068\u206a-\u206f\u2800\u3164\uffa0\u{e0000}-\u{e0fff}]/u;

/** Tab has no binding on purpose: it leaves the editor, as it leaves every other field. */
const baseExtensions: Extension = [
  lineNumbers(),
  foldGutter(),
  history(),
  highlightSpecialChars({ render: specialChar, addSpecialChars: moreSpecialChars }),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  bracketMatching(),
  indentOnInput(),
  EditorView.lineWrapping,
  // Only LF parts lines, so that a CR in live metadata stays where it is and a draft differs by what was typed alone.
  EditorState.lineSeparator.of('\n'),
  EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
  search({ top: true }),
  keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, ...searchKeymap]),
  editorLook,
];

/** As everywhere else in the console: ⟨U+0007⟩, with the name of the character where it has one. */
function specialChar(code: number, description: string | null): HTMLElement {
  const mark = document.createElement('span');
  const [part] = visibleParts(String.fromCodePoint(code));
  mark.className = 'cm-specialChar';
  mark.textContent = part?.text ?? '';
  mark.title = part?.mark ?? description ?? '';
  mark.setAttribute('aria-label', mark.title);
  return mark;
}

function settingsOf(settings: EditorSettings): Extension {
  return [
    EditorView.contentAttributes.of({
      'aria-label': settings.label,
      'aria-description': settings.readonly ? 'Read only' : 'Tab leaves the editor. Ctrl+] and Ctrl+[ indent.',
      'aria-readonly': String(settings.readonly),
      // Metadata is no prose.
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorState.readOnly.of(settings.readonly),
    settings.language === 'json' ? [json(), linter(diagnose, { delay: 200 })] : [],
  ];
}

function diagnose(view: EditorView): Diagnostic[] {
  const check = checkText(view.state.doc.toString());
  if (check.kind !== 'json-error') return [];
  // CodeMirror's positions count a line break as one, as the text that was checked does.
  const from = Math.min(check.position, view.state.doc.length);
  return [{ from, to: Math.min(from + 1, view.state.doc.length), severity: 'error', message: check.message }];
}
