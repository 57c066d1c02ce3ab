import type { ConnectionState, Session } from '../../electron/contract/domain.ts';
import { printableStart } from '../ui/safe-text.ts';

/** `rooms`, `captures`, `audit`, or the id of a session or of an open capture. */
export type Tab = 'rooms' | 'captures' | 'audit' | (string & {});

/**
 * Whose tab it is where another tab has the same room of the same server: the identity, or `observing`. Undefined where
 * the room's name tells it apart.
 */
export function tabIdentity(session: Session, open: Iterable<Session>): string | undefined {
  const isAmbiguous = [...open].some(
    (other) => other.id !== session.id && other.room === session.room && other.profileId === session.profileId,
  );
  if (!isAmbiguous) return undefined;
  return session.role.kind === 'participate' ? printableStart(session.role.identity, 40) : 'observing';
}

/** Why a session is not simply in its room, in a word or two; undefined where it is, or is only about to be. */
export function troubleWords(session: Session, state: ConnectionState | undefined): string | undefined {
  if (session.waitingForRoom) return 'waiting for the room';
  if (state === 'disconnected') return 'not connected';
  return state === 'resuming' || state === 'rejoining' ? state : undefined;
}

/** The tab `by` places on, round the end. */
export function tabStep(tabs: readonly Tab[], active: Tab, by: 1 | -1): Tab {
  const index = tabs.indexOf(active);
  return tabs[(index + by + tabs.length) % tabs.length] ?? 'rooms';
}

/** Which tab is active after `closed` is gone: the one it was, else the right neighbour, else the left one. */
export function tabAfterClosing(tabs: readonly Tab[], closed: Tab, active: Tab): Tab {
  if (active !== closed) return active;
  const index = tabs.indexOf(closed);
  return tabs[index + 1] ?? tabs[index - 1] ?? 'rooms';
}
