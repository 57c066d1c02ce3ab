import { fieldNames, fieldWords, operatorMeanings, wordsOf } from './filter-words.ts';

/** The sheet about the filter's language, as data. */

export interface HelpLine {
  /** As it is typed. */
  readonly code: string;
  readonly meaning: string;
}
export interface HelpPart {
  readonly title: string;
  readonly lines: readonly HelpLine[];
}

export const filterHelp: readonly HelpPart[] = [
  {
    title: 'Examples',
    lines: [
      { code: 'order placed', meaning: 'both words, anywhere: sender, topic, kind, event or text' },
      { code: '"order placed"', meaning: 'these words one after the other' },
      { code: 'kind == lossy and topic ~ "^cur"', meaning: 'lossy, and the topic begins with cur' },
      { code: 'not topic == "telemetry" and size > 1300', meaning: 'not that topic, and more than 1,300 bytes' },
      { code: 'from in ("nurse-ek", "guest-19")', meaning: 'from one of these' },
      { code: 'json.user.id == 7', meaning: 'by a value in the payload; also json.items[0]["a b"]' },
      { code: 'time >= 14:02 and time < 14:05:30', meaning: 'today; a date goes before: "2026-11-24 14:02"' },
      { code: 'not to', meaning: 'a field alone: is there one? Not addressed to anyone in particular' },
    ],
  },
  {
    title: 'Joining tests',
    lines: [
      { code: 'and  &&', meaning: 'both; binds stronger than or' },
      { code: 'or  ||', meaning: 'at least one' },
      { code: 'not  !', meaning: 'the rows that do not match, room events among them' },
      { code: '( )', meaning: 'hold together' },
    ],
  },
  { title: 'Comparing', lines: Object.entries(operatorMeanings).map(([code, meaning]) => ({ code, meaning })) },
  { title: 'Fields', lines: fieldNames.map((name) => ({ code: name, meaning: fieldWords[name].meaning })) },
  ...(['flag', 'case', 'event'] as const).map((field) => ({
    title: `Words of ${field}`,
    lines: Object.entries(wordsOf(field) ?? {}).map(([code, meaning]) => ({ code, meaning })),
  })),
];
