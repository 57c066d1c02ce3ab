/** A line of a comparison of bytes. */
export type HexDiffRow =
  /** Whole lines that are the same in both. */
  | { readonly kind: 'same'; readonly bytes: number }
  /** `before` and `after`: the bytes there; which of them differ is told by index. */
  | {
      readonly kind: 'different';
      readonly offset: number;
      readonly before: Uint8Array;
      readonly after: Uint8Array;
      readonly differs: readonly boolean[];
    };

/** Bytes held against each other, place by place, `rowBytes` in a line. What is the same is only counted. */
export function diffBytes(before: Uint8Array, after: Uint8Array, rowBytes: number): readonly HexDiffRow[] {
  const rows: HexDiffRow[] = [];
  let same = 0;
  const flush = (): void => {
    if (same > 0) rows.push({ kind: 'same', bytes: same });
    same = 0;
  };
  for (let offset = 0; offset < Math.max(before.length, after.length); offset += rowBytes) {
    const old = before.subarray(offset, offset + rowBytes);
    const fresh = after.subarray(offset, offset + rowBytes);
    if (old.length === fresh.length && old.every((byte, index) => byte === fresh[index])) {
      same += old.length;
      continue;
    }
    flush();
    const length = Math.max(old.length, fresh.length);
    const differs = Array.from({ length }, (_, index) => old[index] !== fresh[index]);
    rows.push({ kind: 'different', offset, before: old, after: fresh, differs });
  }
  flush();
  return rows;
}

/** How many bytes differ; those that only one of them has, too. */
export function differingBytes(before: Uint8Array, after: Uint8Array): number {
  let count = Math.abs(before.length - after.length);
  for (let index = 0; index < Math.min(before.length, after.length); index += 1) {
    if (before[index] !== after[index]) count += 1;
  }
  return count;
}
