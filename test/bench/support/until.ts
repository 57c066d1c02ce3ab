const pollMs = 50;

/** Asks again until there is an answer; rejects after `withinMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 30_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null) return answer;
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Resolves once `ask` gave the same answer for `calmMs`. */
export async function settled<T>(what: string, ask: () => Promise<T>, calmMs = 1_500, withinMs = 60_000): Promise<T> {
  let last = await ask();
  let since = performance.now();
  return until(
    `${what} to settle`,
    async () => {
      const now = await ask();
      if (now !== last) {
        last = now;
        since = performance.now();
      }
      return performance.now() - since >= calmMs ? { now } : undefined;
    },
    withinMs,
  ).then(({ now }) => now);
}
