/** A line of a comparison of bytes. */
export type HexDiffRow =
  /** Whole lines that are the same in both. */
  | { readonly kind: 'same'; readonly bytes: number }
  /** From `offset` on, as many bytes as a line has. */
  | { readonly kind: 'different'; readonly offset: number };

/** Bytes held against each other, place by place, `rowBytes` in a line. What is the same is only counted. */
export function diffBytes(before: Uint8Array, after: Uint8Array, rowBytes: number): readonly HexDiffRow[] {
  const rows: HexDiffRow[] = [];
  let same = 0;
  const flush = (): void => {
    if (same > 0) rows.push({ kind: 'same', bytes: same });
    same = 0;
  };
  const length = Math.max(before.length, after.length);
  for (let offset = 0; offset < length; offset += rowBytes) {
    const end = Math.min(offset + rowBytes, length);
    let at = offset;
    // Behind the end of one of them there is `undefined`, which is no byte.
    while (at < end && before[at] === after[at]) at += 1;
    if (at === end) same += end - offset;
    else {
      flush();
      rows.push({ kind: 'different', offset });
    }
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
