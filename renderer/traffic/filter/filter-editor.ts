import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
  startCompletion,
} from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import type { Extension, TransactionSpec } from '@codemirror/state';
import { Decoration, EditorView, highlightSpecialChars, keymap, placeholder } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { createShadowEditor } from '../../ui/editor/shadow-editor.ts';
import { optionsAt } from './complete-filter.ts';
import type { FilterOption, SeenNames } from './complete-filter.ts';
import { filterLook } from './filter-editor-look.ts';
import { parseFilter } from './parse-filter.ts';

export interface FilterEditorOptions {
  /** The editor fills it. */
  readonly host: HTMLElement;
  readonly value: string;
  /** The accessible name. */
  readonly label: string;
  readonly placeholder: string;
  /** `cursor`: in UTF-16 units. */
  onInput(text: string, cursor: number): void;
  /** Enter: what is typed takes hold at once. */
  onApply(): void;
  /** What completion offers; asked when it is needed. */
  names(): Promise<SeenNames>;
  history(): readonly string[];
  /** Options are shown, `height` px high; 0: no longer. */
  onOffer(height: number): void;
}

export interface FilterEditorHandle {
  /** Replaces the text where it differs; `onInput` is not called. */
  setValue(value: string): void;
  /** Puts the cursor into it and selects all. */
  focus(): void;
  destroy(): void;
}

/** A one-line CodeMirror editor for filters. */
export function createFilterEditor(options: FilterEditorOptions): FilterEditorHandle {
  const { view, setValue } = createShadowEditor({
    host: options.host,
    value: options.value,
    cursorToEnd: true,
    onChange: (text, cursor) => options.onInput(text, cursor),
    extensions: [
      Prec.highest(keysOf(options)),
      autocompletion({
        override: [(context) => complete(context, options)],
        // Enter applies the filter, unless an option was gone to.
        selectOnOpen: false,
        icons: false,
        activateOnCompletion: (completion) => / $|[.(]$/.test(String(completion.apply)),
        defaultKeymap: false,
      }),
      closesWhenLeft,
      EditorView.contentAttributes.of({
        'aria-label': options.label,
        'aria-multiline': 'false',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
      }),
      placeholder(options.placeholder),
      oneLine,
      wrongPlaces,
      history(),
      bracketMatching(),
      closeBrackets(),
      highlightSpecialChars(),
      keymap.of([...completionKeymap, ...historyKeymap, ...standardKeymap]),
      filterLook,
      EditorView.updateListener.of((update) => {
        if (completionStatus(update.state) === 'active') measureOffer(update.view, options);
        else if (completionStatus(update.startState) === 'active') options.onOffer(0);
      }),
    ],
  });
  return {
    setValue: (value) => setValue(oneLineOf(value)),
    focus: () => {
      view.focus();
      view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } });
    },
    destroy: () => view.destroy(),
  };
}

/** The list grows and shrinks with what is typed. */
function measureOffer(view: EditorView, { onOffer }: FilterEditorOptions): void {
  view.requestMeasure({
    key: onOffer,
    read: () => view.dom.querySelector('.cm-tooltip-autocomplete')?.getBoundingClientRect().height ?? 0,
    write: onOffer,
  });
}

/**
 * CodeMirror closes what is open when the focus goes, but not what is still being asked for: that would open over the
 * rows that were clicked meanwhile.
 */
const closesWhenLeft = EditorView.domEventHandlers({
  blur: (event, view) => {
    const isWithin = event.relatedTarget instanceof Node && view.dom.contains(event.relatedTarget);
    if (!isWithin) closeCompletion(view);
  },
});

/** Esc first closes what is offered, then clears, then is left to whoever listens around the editor. */
function keysOf(options: FilterEditorOptions): Extension {
  const clear = (view: EditorView): boolean => {
    if (closeCompletion(view)) return true;
    if (view.state.doc.length === 0) return false;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length }, userEvent: 'delete' });
    return true;
  };
  const apply = (view: EditorView): boolean => {
    if (selectedCompletionIndex(view.state) !== null && acceptCompletion(view)) return true;
    closeCompletion(view);
    options.onApply();
    return true;
  };
  /** Tab takes the option that was gone to, or the first; without options it leaves the editor, as everywhere. */
  const take = (view: EditorView): boolean => {
    if (completionStatus(view.state) !== 'active') return false;
    if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
    return acceptCompletion(view);
  };
  /** Nothing is above or below one line: the arrows ask what could be typed. */
  const ask = (view: EditorView): boolean => completionStatus(view.state) === null && startCompletion(view);
  return keymap.of([
    { key: 'Escape', run: clear, stopPropagation: true },
    { key: 'Enter', run: apply },
    { key: 'Mod-Enter', run: apply },
    { key: 'Tab', run: take },
    { key: 'ArrowDown', run: (view) => moveCompletionSelection(true)(view) || ask(view) },
    { key: 'ArrowUp', run: moveCompletionSelection(false) },
  ]);
}

async function complete(context: CompletionContext, options: FilterEditorOptions): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  // While it is typed, after a space: only what was asked for. An empty box opens nothing by itself.
  if (!context.explicit && text.trim() === '') return null;
  const result = optionsAt(text, context.pos, await options.names(), options.history());
  if (context.aborted || result === undefined) return null;
  return { from: result.from, options: result.options.map(completionOf), validFor: /^[\w.-]*$/ };
}

/** Order within a kind is the list's own: CodeMirror sorts by `boost` first, then by name. */
function completionOf(option: FilterOption, index: number): Completion {
  const { label, insert, detail, kind } = option;
  return { label, apply: insert, detail, type: kind, boost: -Math.min(index, 98) };
}

function oneLineOf(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** What is pasted or dropped with line breaks becomes one line. */
const oneLine = EditorState.transactionFilter.of((transaction): TransactionSpec | readonly TransactionSpec[] => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const insert = oneLineOf(transaction.newDoc.toString());
  const changes = { from: 0, to: transaction.startState.doc.length, insert };
  return { changes, selection: { anchor: insert.length }, userEvent: 'input.paste' };
});

const wrongMark = Decoration.mark({ class: 'wrong' });

const wrongPlaces: Extension = [
  EditorView.decorations.compute(['doc'], (state): DecorationSet => {
    const { diagnostics } = parseFilter(state.doc.toString());
    const marks = diagnostics.filter(({ from, to }) => to > from).map(({ from, to }) => wrongMark.range(from, to));
    return Decoration.set(marks, true);
  }),
  EditorView.contentAttributes.compute(['doc'], (state): Record<string, string> => {
    const isWrong = parseFilter(state.doc.toString()).diagnostics.length > 0;
    return isWrong ? { 'aria-invalid': 'true' } : {};
  }),
];
