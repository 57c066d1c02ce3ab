import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export interface ShadowEditorOptions {
  /** The editor fills it. */
  readonly host: HTMLElement;
  readonly value: string;
  readonly extensions: Extension;
  /** What was typed, pasted or undone, and where the cursor is then; not what `setValue` set. */
  onChange(value: string, cursor: number): void;
  /** The cursor goes behind what `setValue` set, instead of staying where it can. */
  readonly cursorToEnd?: boolean;
}

export interface ShadowEditor {
  readonly view: EditorView;
  /** Replaces the text where it differs; `onChange` is not called. */
  setValue(value: string): void;
}

/**
 * A CodeMirror view in a shadow root: there its styles are constructed style sheets, which a strict CSP allows, whereas
 * in the document they would be `<style>` elements, which it refuses. Custom properties of the tokens reach inside.
 */
export function createShadowEditor(options: ShadowEditorOptions): ShadowEditor {
  const root = options.host.shadowRoot ?? options.host.attachShadow({ mode: 'open' });
  let replacing = false;
  /** What the editor holds: its document is a tree, and to write out 500 kB of it at each keystroke takes its time. */
  let held = options.value;
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        options.extensions,
        scrollbars,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || replacing) return;
          held = update.state.doc.toString();
          options.onChange(held, update.state.selection.main.head);
        }),
      ],
    }),
  });
  return {
    view,
    setValue: (value) => {
      if (held === value) return;
      held = value;
      const insert = view.state.toText(value);
      const selection = options.cursorToEnd === true ? { selection: { anchor: insert.length } } : {};
      replacing = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert }, ...selection });
      replacing = false;
    },
  };
}

/** As those of frame.css, which do not reach into a shadow root. */
const scrollbars = EditorView.theme({
  '& ::-webkit-scrollbar': { width: '.75rem', height: '.75rem' },
  '& ::-webkit-scrollbar-thumb': {
    background: 'var(--line-strong)',
    backgroundClip: 'content-box',
    border: '.25rem solid transparent',
    borderRadius: '.375rem',
  },
  '& ::-webkit-scrollbar-corner': { background: 'transparent' },
});
