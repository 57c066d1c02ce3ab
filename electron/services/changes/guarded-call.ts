import { refused, unknown } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';

export interface CallGuard {
  /** Fires when the change is given up: by a person, its time being over, or the application ending. */
  readonly signal: AbortSignal;
  /** Calls after so many ms; returns a function that calls it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Of this one call, ms. */
  readonly limitMs: number;
}

/**
 * Settles with the call, or as soon as it is given up or takes too long: the SDK's calls can be neither stopped nor
 * trusted to end. One that was begun may have happened: unknown. One that was not begun is refused.
 * @param doing as in “while muting a track”
 */
export function guardedCall<T>(guard: CallGuard, doing: string, run: () => Promise<Result<T>>): Promise<Result<T>> {
  const { signal, schedule, limitMs } = guard;
  if (signal.aborted) return Promise.resolve(refused('cancelled', 'Stopped before it was sent. Nothing was changed.'));
  return new Promise((resolve, reject) => {
    const settle = (result: Result<T>): void => {
      callOff();
      signal.removeEventListener('abort', giveUp);
      resolve(result);
    };
    const giveUp = (): void => settle(unknown('cancelled', `Stopped while ${doing}. It may have happened already.`));
    const late = `No answer came within ${limitMs / 1_000} s, while ${doing}. It may have happened all the same.`;
    const callOff = schedule(() => settle(unknown('timeout', late)), limitMs);
    signal.addEventListener('abort', giveUp);
    run().then(settle, (error: unknown) => {
      callOff();
      signal.removeEventListener('abort', giveUp);
      reject(error);
    });
  });
}
