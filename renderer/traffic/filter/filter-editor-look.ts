import { HighlightStyle, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';
import { parser } from './filter.grammar';

/** The filter's editor in the console's look: one line, only tokens of tokens.css. */
const frame = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: 'var(--t-12)', width: '100%' },
  // The box around the editor shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5rem', overflowX: 'auto', overflowY: 'hidden' },
  // Not scrollbar-width: Chromium 114 has none.
  '.cm-scroller::-webkit-scrollbar': { display: 'none' },
  '.cm-content': { padding: '0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 var(--s-2)', unicodeBidi: 'isolate' },
  '.cm-content ::selection, .cm-line::selection': { backgroundColor: 'var(--selected)' },
  '.cm-placeholder': { color: 'var(--text-3)', fontFamily: 'var(--mono)' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '.wrong': { textDecoration: 'underline wavy var(--bad)', textDecorationSkipInk: 'none', textUnderlineOffset: '2px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--info-tint)' },
  '.cm-tooltip': {
    marginTop: 'var(--s-6)',
    zIndex: '30',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--r-6)',
    boxShadow: 'var(--lift-1)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: 'var(--t-12)',
    maxHeight: '18rem',
    minWidth: '16rem',
    maxWidth: 'min(40rem, 80vw)',
    padding: 'var(--s-4) 0',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: 'var(--s-12)',
    padding: '0 var(--s-12)',
    lineHeight: '1.5rem',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    background: 'var(--selected)',
    color: 'var(--text)',
    boxShadow: 'inset 2px 0 0 var(--accent)',
  },
  '.cm-completionLabel': { overflow: 'hidden', textOverflow: 'ellipsis', minWidth: '0' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    fontFamily: 'var(--font)',
    color: 'var(--text-3)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    flexShrink: '2',
    minWidth: '0',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syn-field)' },
  { tag: tags.string, color: 'var(--syn-string)' },
  { tag: tags.number, color: 'var(--syn-number)' },
  { tag: tags.keyword, color: 'var(--syn-word)' },
  { tag: [tags.compareOperator, tags.punctuation], color: 'var(--syn-op)' },
]);

const language = LRLanguage.define({
  name: 'filter',
  parser: parser.configure({
    props: [
      styleTags({
        'Field/Word Field/Path': tags.propertyName,
        'Value/Word Value/Path Value/InOp': tags.number,
        String: tags.string,
        'AndOp OrOp NotOp InOp ContainsOp': tags.keyword,
        CompareOp: tags.compareOperator,
        'Open Close Comma': tags.punctuation,
      }),
    ],
  }),
});

export const filterLook: Extension = [frame, language, syntaxHighlighting(colours)];
