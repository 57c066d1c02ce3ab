/** The word of a list that was most likely meant; undefined: none is near. */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  // Nobody mistypes that much, and the distance takes the product of both lengths.
  if (typed.length > 40) return undefined;
  const folded = typed.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const word of words) {
    const target = word.toLowerCase();
    // Beginning alike weighs more than one letter: “foo” is rather “from” than “to”.
    const alike = folded[0] === target[0];
    const limit = Math.max(folded.length, target.length) < 3 ? 1 : alike || folded.length > 4 ? 2 : 1;
    const isStart = folded.length >= 2 && target.startsWith(folded);
    const distance = isStart ? 0.5 : editDistance(folded, target);
    if (distance > limit) continue;
    const cost = distance + (alike ? 0 : 0.75);
    if (cost < least) [best, least] = [word, cost];
  }
  return best;
}

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      now.push(Math.min(replaced, (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1));
    }
    before = now;
  }
  return before[b.length] ?? Infinity;
}
