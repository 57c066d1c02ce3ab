/** The words of a command line: flags, and flags with a value as the next word or after `=`. */
export interface CommandWords {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

export interface KnownWords {
  readonly flags: readonly string[];
  readonly values: readonly string[];
}

/** Reads the words that are known; the first that is not, or that stands twice, is named. */
export function readWords(
  argv: readonly string[],
  known: KnownWords,
): { readonly ok: true; readonly value: CommandWords } | { readonly ok: false; readonly message: string } {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (known.flags.includes(word)) {
      flags.add(word);
      continue;
    }
    if (!known.values.includes(name)) return { ok: false, message: `unknown argument: ${word}` };
    if (values.has(name)) return { ok: false, message: `${name} is given twice` };
    const value = equals < 0 ? argv[(at += 1)] : word.slice(equals + 1);
    // A forgotten value must not swallow the next flag; one that really begins so is written after `=`.
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
      return { ok: false, message: `${name} needs a value` };
    }
    values.set(name, value);
  }
  return { ok: true, value: { flags, values } };
}
