/** Lower case as JavaScript has it, for comparing what people type with what is there. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/**
 * Characters that have the lower case of another one's capital (Unicode 15): signs that are letters too, letters of
 * title case, the capital ẞ, and the two small sigmas that share a capital.
 */
const others: Readonly<Record<string, string>> = {
  k: '\u212a',
  å: '\u212b',
  ω: '\u2126',
  θ: '\u03f4',
  ß: '\u1e9e',
  ς: 'Σ',
  ǆ: 'ǅ',
  ǉ: 'ǈ',
  ǌ: 'ǋ',
  ǳ: 'ǲ',
};

/** Greek capitals with an iota beside them: their upper case is two letters, the capital lies this far behind. */
const iotaDistances = [8, 9];

/**
 * All characters whose lower case is the one given, itself first. Left out: İ, whose lower case is two characters.
 */
export function caseVariants(lower: string): readonly string[] {
  const point = lower.codePointAt(0) ?? 0;
  const found = new Set([lower]);
  const candidates = [lower.toUpperCase(), others[lower] ?? ''];
  if (point >= 0x1f80 && point < 0x2000) {
    candidates.push(...iotaDistances.map((distance) => String.fromCodePoint(point + distance)));
  }
  for (const candidate of candidates) {
    if (candidate !== '' && (foldCase(candidate) === lower || candidate === others[lower])) found.add(candidate);
  }
  return [...found];
}
