/** Takes steps one by one, each as a task of its own, so that others have their turn; answers how to stop. */
export function inTurns(steps: readonly (() => void)[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (index: number): void => {
    const step = steps[index];
    if (step === undefined) return;
    timer = setTimeout(() => {
      step();
      take(index + 1);
    });
  };
  take(0);
  return () => clearTimeout(timer);
}
