/** How a flag of a row looks in the timeline, and what it means. */
export interface FlagLook {
  /** At most 12 characters. */
  readonly word: string;
  readonly severity: 'bad' | 'warn' | 'mute';
  readonly icon: 'broken' | 'question' | 'hash' | 'mask' | 'gap' | 'server' | 'hidden' | 'alert';
  readonly meaning: string;
  /** Said by another column already, so the timeline leaves it out; the inspector still explains it. */
  readonly elsewhere?: true;
}

const looks: Readonly<Record<string, FlagLook>> = {
  malformed: {
    word: 'malformed',
    severity: 'bad',
    icon: 'broken',
    meaning: 'Not a DataPacket. A real server drops such bytes: they come from a hostile one, or a fake peer.',
  },
  'speaks-as': {
    word: 'speaks as',
    severity: 'bad',
    icon: 'mask',
    meaning: 'The identity in the message is not that of the sid. The sid is the proof of who sent it.',
  },
  'unknown-case': {
    word: 'unknown case',
    severity: 'warn',
    icon: 'question',
    meaning: 'A kind of packet that this version does not know, or one with nothing in it. The bytes are below.',
  },
  'foreign-label': {
    word: 'other label',
    severity: 'warn',
    icon: 'hash',
    meaning: 'Came over a data channel with a label that LiveKit does not use: no sid, sequence 0, no topic.',
  },
  'no-sender': {
    word: 'server API',
    severity: 'mute',
    icon: 'server',
    meaning: 'Neither identity nor sid: sent over the server API, by whoever holds the API key.',
    elsewhere: true,
  },
  'hidden-sender': {
    word: 'hidden',
    severity: 'mute',
    icon: 'hidden',
    meaning: 'A sid without an identity: a hidden participant, whom the others in the room do not see.',
    elsewhere: true,
  },
};

/** The look of a flag; one that is not known here is shown by its own word. */
export function flagLook(flag: string): FlagLook {
  // Object.hasOwn: a flag named `constructor` is a flag like any other.
  const known = Object.hasOwn(looks, flag) ? looks[flag] : undefined;
  return known ?? { word: flag, severity: 'warn', icon: 'alert', meaning: flag };
}

/** Severest first, without those that another column says. */
export function timelineFlags(flags: readonly string[]): readonly FlagLook[] {
  const order = { bad: 0, warn: 1, mute: 2 } as const;
  return flags
    .map(flagLook)
    .filter((look) => look.elsewhere !== true)
    .sort((a, b) => order[a.severity] - order[b.severity]);
}
