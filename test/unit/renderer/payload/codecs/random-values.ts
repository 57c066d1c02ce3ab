/** Numbers that look random and are the same in each run (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value that JSON, MessagePack and CBOR all have. */
export function randomValue(next: () => number, depth = 4): unknown {
  const choice = Math.floor(next() * (depth > 0 ? 9 : 6));
  if (choice === 0) return null;
  if (choice === 1) return next() < 0.5;
  if (choice === 2) return Math.floor((next() - 0.5) * 2 ** Math.floor(next() * 53));
  if (choice === 3) return Math.fround(next() * 1_000) + 0.25;
  if (choice < 6) return String.fromCodePoint(...Array.from({ length: Math.floor(next() * 40) }, () => codePoint(next)));
  const count = Math.floor(next() * 20);
  if (choice === 6) return Array.from({ length: count }, () => randomValue(next, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, randomValue(next, depth - 1)]));
}

function codePoint(next: () => number): number {
  const bases = [0x20, 0x41, 0xe9, 0x4e00, 0x1f600];
  return (bases[Math.floor(next() * bases.length)] ?? 0x41) + Math.floor(next() * 20);
}

export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
