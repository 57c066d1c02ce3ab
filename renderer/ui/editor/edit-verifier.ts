import { effectSeenWithinMs } from '../../../electron/contract/limits.ts';
import type { Result } from '../../../electron/contract/result.ts';
import { whenSeen, type Timers, type Watched } from './when-seen.ts';

/** What became of an edit, as the room shows it; the server's OK alone proves nothing (it ignores empty values). */
export type EditOutcome =
  /** The room told the new value. `answered` is false where the server's own answer never came. */
  | { readonly kind: 'seen'; readonly afterMs: number; readonly answered: boolean }
  /** The room is not open here; the server lists the new value, or it does not. */
  | { readonly kind: 'listed' | 'not-listed' }
  /** The server said OK to an empty value and the live value stayed. */
  | { readonly kind: 'ignored-empty' }
  /** The server said OK and the room showed nothing new in `withinMs`. */
  | { readonly kind: 'not-seen'; readonly withinMs: number; readonly doubts?: readonly string[] }
  /** The server said OK, and this console cannot see the effect: `why` is a sentence. */
  | { readonly kind: 'out-of-sight'; readonly why: string }
  /** The server said OK, and the one it concerns is not in the room any more. */
  | { readonly kind: 'left' }
  | { readonly kind: 'refused'; readonly message: string }
  /** No answer, and no change was seen. */
  | { readonly kind: 'unknown'; readonly message: string };

/** The edited value as the room tells it at one moment. */
export interface LiveValue {
  /** It is the value that was asked for. */
  readonly isWanted: boolean;
  /** When the room's own event last told a new value, epoch ms; undefined: never since joining. */
  readonly seenAtMs: number | undefined;
}

export interface EditToVerify<T> {
  /** Asks for the change. */
  send(): Promise<Result<unknown>>;
  readonly watched: Watched<T>;
  /** The value in question; 'gone' where whom it concerns is not there, a sentence where it cannot be seen at all. */
  read(state: T): LiveValue | 'gone' | { readonly outOfSight: string };
  /** An empty metadata or name, which the server answers with OK and ignores. */
  readonly emptyIsIgnored: boolean;
  /** After `send`: sentences of what is known not to have come about, or why nothing may be seen. */
  doubts?(): readonly string[];
  readonly timers: Timers;
  /** Epoch ms. */
  now(): number;
}

/**
 * An ignored empty value changes nothing, ever, so waiting the whole time for it would only delay the explanation.
 * Events arrive within 3–70 ms; a second is ample, should some server version honour it after all.
 */
const emptySeenWithinMs = 1_000;

/**
 * Sends an edit and finds out what the room saw of it. Watches from before the send, as the room's event often
 * overtakes the server's answer. Never rejects as long as `send` does not.
 */
export async function verifyEdit<T>(edit: EditToVerify<T>): Promise<EditOutcome> {
  const before = lookAt(edit, edit.watched.current());
  const startedAtMs = edit.now();
  const wait = whenSeen(edit.watched, (state) => isNews(before, edit.read(state)), edit.timers);
  const result = await edit.send();
  if (!result.ok && result.kind === 'refused') {
    wait.stop();
    return { kind: 'refused', message: result.message };
  }
  const withinMs = edit.emptyIsIgnored ? emptySeenWithinMs : effectSeenWithinMs;
  const blind = whyOutOfSight(lookAt(edit, edit.watched.current()));
  if (blind === undefined) wait.giveUpAfter(withinMs);
  else wait.stop();
  const state = await wait.seen;
  if (state !== undefined) {
    return { kind: 'seen', afterMs: elapsedMs(edit, startedAtMs, edit.read(state)), answered: result.ok };
  }
  if (!result.ok) return { kind: 'unknown', message: result.message };
  if (blind !== undefined) return { kind: 'out-of-sight', why: blind };
  if (edit.emptyIsIgnored) return { kind: 'ignored-empty' };
  const after = lookAt(edit, edit.watched.current());
  if (after === 'gone') return { kind: 'left' };
  const turnedBlind = whyOutOfSight(after);
  if (turnedBlind !== undefined) return { kind: 'out-of-sight', why: turnedBlind };
  const doubts = edit.doubts?.() ?? [];
  return { kind: 'not-seen', withinMs, ...(doubts.length === 0 ? {} : { doubts }) };
}

type Look = ReturnType<EditToVerify<unknown>['read']> | undefined;

function lookAt<T>(edit: EditToVerify<T>, state: T | undefined): Look {
  return state === undefined ? undefined : edit.read(state);
}

function isLive(look: Look): look is LiveValue {
  return typeof look === 'object' && 'isWanted' in look;
}

function whyOutOfSight(look: Look): string | undefined {
  if (look === undefined) return 'This console has no picture of the room now.';
  return typeof look === 'object' && 'outOfSight' in look ? look.outOfSight : undefined;
}

/** The wanted value is there, and it was told after the edit began or was not there before. */
function isNews(before: Look, now: Look): boolean {
  if (!isLive(now) || !now.isWanted) return false;
  return !isLive(before) || !before.isWanted || now.seenAtMs !== before.seenAtMs;
}

/** By the time the room's event came, not by the time this page got to look at it. */
function elapsedMs<T>(edit: EditToVerify<T>, startedAtMs: number, look: Look): number {
  const seenAtMs = isLive(look) ? look.seenAtMs : undefined;
  return Math.max(0, Math.round((seenAtMs ?? edit.now()) - startedAtMs));
}
