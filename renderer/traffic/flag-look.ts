import { flagsOfSender } from './protocol/index.ts';
import type { FlagName } from './protocol/index.ts';

/** How a flag of a row looks in the timeline, and what it means. */
export interface FlagLook {
  /** At most 12 characters. */
  readonly word: string;
  readonly severity: 'bad' | 'warn' | 'mute';
  readonly icon: FlagIcon;
  readonly meaning: string;
  /** Said by another column already, so the timeline leaves it out; the inspector still explains it. */
  readonly elsewhere?: true;
}

export type FlagIcon =
  | 'drop'
  | 'jump'
  | 'copy'
  | 'gap'
  | 'late'
  | 'broken'
  | 'question'
  | 'hash'
  | 'lock'
  | 'ear-off'
  | 'weight'
  | 'server'
  | 'hidden'
  | 'mask'
  | 'face'
  | 'alert';

const looks: Readonly<Record<FlagName, Omit<FlagLook, 'elsewhere'>>> = {
  'sdk-drops': {
    word: 'SDK drops',
    severity: 'bad',
    icon: 'drop',
    meaning:
      'Reached this machine; livekit-client fires no event for it, because its sequence is not above the last one, ' +
      'which it remembers for 30 s.',
  },
  'seq-jump': {
    word: 'seq jump',
    severity: 'bad',
    icon: 'jump',
    meaning:
      'Sequence far above the last one: for 30 s livekit-client drops what this sender sends with lower numbers.',
  },
  'speaks-as': {
    word: 'speaks as',
    severity: 'bad',
    icon: 'mask',
    meaning: 'The identity in the message is not that of the sid. The sid is the proof of who sent it.',
  },
  malformed: {
    word: 'malformed',
    severity: 'bad',
    icon: 'broken',
    meaning:
      'Not a DataPacket, or not a frame of a data track, which a server drops; or a DataPacket with a field that the ' +
      'server skips and livekit-client reads. Somebody wrote the bytes by hand.',
  },
  'look-alike': {
    word: 'look-alike',
    severity: 'warn',
    icon: 'face',
    meaning:
      'The identity has characters that cannot be seen, mixes alphabets within a word, or looks like another one that ' +
      'was here before it or is written plainly. Compare the sid.',
  },
  duplicate: {
    word: 'duplicate',
    severity: 'warn',
    icon: 'copy',
    meaning:
      'Same sender and sequence as an earlier row, same nonce, or same chunk of a stream. Equal bytes are none.',
  },
  skipped: {
    word: 'gap',
    severity: 'warn',
    icon: 'gap',
    meaning: 'Numbers before it were not received here: addressed to others, refused by the server, or lost.',
  },
  late: {
    word: 'late',
    severity: 'warn',
    icon: 'late',
    meaning: 'Its number was skipped before, and came after higher ones of the same sender.',
  },
  'no-handler': {
    word: 'no handler',
    severity: 'warn',
    icon: 'ear-off',
    meaning:
      'Stream or RPC that no handler here takes. livekit-client says nothing of a stream; to an RPC it answers by ' +
      'itself that it has no such method.',
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
  oversize: {
    word: 'over size',
    severity: 'warn',
    icon: 'weight',
    meaning: 'More bytes than LiveKit advises for its channel. It arrived all the same.',
  },
  encrypted: {
    word: 'encrypted',
    severity: 'mute',
    icon: 'lock',
    meaning: 'Encrypted and no key here; size and sender are known, the content is not.',
  },
  'no-sender': {
    word: 'server API',
    severity: 'mute',
    icon: 'server',
    meaning: 'Neither identity nor sid: sent over the server API, by whoever holds the API key.',
  },
  'hidden-sender': {
    word: 'hidden',
    severity: 'mute',
    icon: 'hidden',
    meaning: 'A hidden participant, whom the others in the room do not see: a sid that the room names nobody for.',
  },
};

/** The look of a flag; one that is not known here is shown by its own word. `skipped`: numbers that a gap has. */
export function flagLook(flag: string, skipped?: number): FlagLook {
  if (!isKnown(flag)) return { word: flag, severity: 'warn', icon: 'alert', meaning: flag };
  const known = looks[flag];
  const word = flag === 'skipped' && skipped !== undefined ? `gap ${gapText(skipped)}` : known.word;
  const look = { ...known, word };
  return flagsOfSender.includes(flag) ? { ...look, elsewhere: true } : look;
}

/**
 * Severest first, without those that another column says. `skipped`: as in the row. `identity`: the sender's; who has
 * one is not called hidden by the sender's column.
 */
export function timelineFlags(flags: readonly string[], skipped?: number, identity = ''): readonly FlagLook[] {
  const order = { bad: 0, warn: 1, mute: 2 } as const;
  return flags
    .filter((flag) => !isSaidElsewhere(flag, identity))
    .map((flag) => flagLook(flag, skipped))
    .sort((a, b) => order[a.severity] - order[b.severity]);
}

function isSaidElsewhere(flag: string, identity: string): boolean {
  return flagLook(flag).elsewhere === true && (flag !== 'hidden-sender' || identity === '');
}

// Object.hasOwn: a flag named `constructor` is a flag like any other.
function isKnown(flag: string): flag is FlagName {
  return Object.hasOwn(looks, flag);
}

/** In 8 characters: "2", "1,204", "35k", "2,147M". */
function gapText(skipped: number): string {
  if (skipped < 10_000) return skipped.toLocaleString('en-US');
  const [divisor, unit] = skipped < 1_000_000 ? [1_000, 'k'] : [1_000_000, 'M'];
  return `${Math.floor(skipped / divisor).toLocaleString('en-US')}${unit}`;
}
