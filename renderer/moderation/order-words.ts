import type { RequestOrder, StandingEvent, StandingOrder } from '../../electron/contract/changes.ts';
import { formatDuration } from '../ui/format.ts';
import { printable, printableName } from '../ui/safe-text.ts';
import type { ActionNote } from './moderation-words.ts';

/** What is said of standing orders in their list and in the room's log. Pure. */

export function orderWords(order: RequestOrder): string {
  switch (order.kind) {
    case 'keepInForce': {
      const kept = (['metadata', 'name', 'attributes', 'permissions'] as const).filter((part) => order[part] !== undefined);
      return `Keep in force: ${kept.join(', ')}`;
    }
    case 'removeOnReturn':
      return 'Remove whenever it comes back';
    case 'watchReturn':
      return 'Watch whether it comes back';
  }
}

/** `8 min left`; `while this console runs`; of one that has ended `over`. */
export function untilWords({ untilMs, state }: Pick<StandingOrder, 'untilMs' | 'state'>, nowMs: number): string {
  if (state === 'ended') return 'over';
  if (untilMs === undefined) return 'while this console runs';
  return `${formatDuration(Math.max(0, untilMs - nowMs) / 1_000)} left`;
}

/** Active ones first, then those that have ended; each newest first. */
export function sortedOrders(orders: readonly StandingOrder[]): readonly StandingOrder[] {
  return [...orders].sort(
    (one, other) => Number(one.state === 'ended') - Number(other.state === 'ended') || other.startedAtMs - one.startedAtMs,
  );
}

/** Of each identity of a room what the console does about it by itself, in words. */
export function orderMarks(
  orders: readonly StandingOrder[],
  { profileId, room }: Pick<StandingOrder, 'profileId' | 'room'>,
): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const order of orders) {
    if (order.state === 'ended' || order.profileId !== profileId || order.room !== room) continue;
    const words = order.trouble === '' ? orderWords(order.order) : `${orderWords(order.order)} (in trouble: ${printable(order.trouble, 200)})`;
    marks.set(order.identity, [marks.get(order.identity), words].filter((part) => part !== undefined).join('; '));
  }
  return marks;
}

const titles: Readonly<Record<StandingEvent['kind'], (who: string) => string>> = {
  rejoined: (who) => `${who} is back`,
  applied: (who) => `This console put in force again what is kept for ${who}`,
  removed: (who) => `This console removed ${who} again`,
  refused: (who) => `A standing order for ${who} was refused`,
  unknown: (who) => `A standing order for ${who}: not known whether it happened`,
  left: (who) => `${who}, whom a standing order is for, left`,
  'look-alike': (who) => `Somebody like ${who} joined`,
  ended: (who) => `A standing order for ${who} has ended`,
};

const severities: Readonly<Record<StandingEvent['kind'], ActionNote['severity']>> = {
  rejoined: 'warn',
  applied: 'info',
  removed: 'warn',
  refused: 'bad',
  unknown: 'warn',
  left: 'info',
  'look-alike': 'warn',
  ended: 'info',
};

/** The row that an event of a standing order leaves in the room's log. */
export function orderNote({ identity, order }: Pick<StandingOrder, 'identity' | 'order'>, { kind, text }: StandingEvent): ActionNote {
  return {
    title: titles[kind](printableName(identity, 100)),
    text: `${orderWords(order)} · ${text}`,
    severity: severities[kind],
  };
}
