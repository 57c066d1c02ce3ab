/** Decimal and binary multiples; the console itself writes KiB, people write kB. */
const units: Readonly<Record<string, number>> = {
  b: 1,
  k: 1_000,
  kb: 1_000,
  m: 1_000_000,
  mb: 1_000_000,
  kib: 1_024,
  mib: 1_048_576,
};

/**
 * `1300`, `1_300`, `-2.5e3`; with `withUnits` also `15kB`, `15 KiB`, `1.3k`, `87B`. Undefined: no number, or one that
 * no double holds.
 */
export function readNumber(text: string, withUnits: boolean): number | undefined {
  const found = /^([+-]?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d{1,3})?)\s*([a-z]*)$/i.exec(text.trim());
  if (found === null) return undefined;
  const unit = (found[2] ?? '').toLowerCase();
  if (unit !== '' && (!withUnits || !Object.hasOwn(units, unit))) return undefined;
  const value = Number((found[1] ?? '').replaceAll('_', '')) * (units[unit] ?? 1);
  return Number.isFinite(value) ? value : undefined;
}

/** A number as JSON writes it, as the value of a JSON path. */
export function readJsonNumber(text: string): number | undefined {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
