import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** CodeMirror in the console's look: only tokens of tokens.css, so both themes come with it. */
const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: 'var(--t-12)' },
  // The frame around the editor shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.125rem', overflow: 'auto' },
  '.cm-content': { padding: 'var(--s-4) 0', caretColor: 'var(--text)', minHeight: 'var(--editor-min, 0)' },
  '.cm-line': { padding: '0 var(--s-8) 0 var(--s-4)', unicodeBidi: 'isolate' },
  '.cm-gutters': { backgroundColor: 'transparent', border: '0', color: 'var(--text-3)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 var(--s-4) 0 var(--s-8)', minWidth: '1.875rem' },
  '.cm-foldGutter .cm-gutterElement': { width: '.75rem', textAlign: 'center' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--sunken)' },
  '.cm-content ::selection, .cm-line::selection': { backgroundColor: 'var(--selected)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--hover)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--r-2)',
    color: 'var(--text-2)',
    padding: '0 var(--s-4)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--info-tint)', outline: '1px solid var(--line-strong)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-tint)' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '.cm-placeholder': { color: 'var(--text-3)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--bad)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--r-4)',
    boxShadow: 'var(--lift-1)',
    font: '400 var(--t-12)/var(--lh-prose) var(--font)',
  },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--text)', fontFamily: 'var(--font)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: 'var(--s-4) var(--s-24) var(--s-4) var(--s-8)', fontSize: 'var(--t-12)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--t-12)', color: 'var(--text-2)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--text-2)', fontSize: 'var(--t-15)', right: 'var(--s-6)' },
  '.cm-textfield, .cm-button': {
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r-4)',
    fontSize: 'var(--t-12)',
  },
  '.cm-button:hover': { backgroundColor: 'var(--hover)' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel [type=checkbox]:focus-visible, .cm-panel [name=close]:focus-visible':
    { outline: 'var(--ring) solid var(--focus)', outlineOffset: 'var(--ring-gap)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-tint)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selected)' },
  '.cm-diagnostic-error': { borderLeft: '2px solid var(--bad)' },
});

const syntax = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syn-field)' },
  { tag: tags.string, color: 'var(--syn-string)' },
  { tag: tags.number, color: 'var(--syn-number)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--syn-word)' },
  { tag: [tags.separator, tags.punctuation, tags.brace, tags.squareBracket], color: 'var(--syn-op)' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

export const editorLook: Extension = [frame, syntaxHighlighting(syntax)];
