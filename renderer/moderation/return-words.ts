import type { StandingOrder } from '../../electron/contract/changes.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import type { Notice } from '../ui/notice-of.ts';
import { printable, printableName } from '../ui/safe-text.ts';

/** What is said of somebody who was removed, and may come back. Pure. */

export const realBanWords =
  'What keeps somebody out lies with the service that issues your tokens: it must issue none for them any more, and, ' +
  'as those issued already go on joining, remove whoever comes with one as the webhook participant_joined tells it.';

export const watchMs = 10 * 60_000;

/** For how long "remove whenever this identity comes back" holds; undefined: while the console runs. */
export const returnTimes: readonly { readonly label: string; readonly ms: number | undefined }[] = [
  { label: '10 minutes', ms: watchMs },
  { label: '1 hour', ms: 60 * 60_000 },
  { label: 'While this console runs', ms: undefined },
];

export interface ReturnWords {
  readonly severity: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

const shownName = 60;

/** Of an order about somebody who was removed, as it is now. */
export function returnWords(order: StandingOrder, nowMs: number): ReturnWords {
  const who = printableName(order.identity, shownName);
  const last = lastNews(order);
  const [title, severity] = titleOf(order, who, last?.kind);
  const facts = [
    last === undefined ? '' : `${formatTime(last.atMs)}: ${printable(last.text, 400)}`,
    order.state === 'ended' ? endedText(order) : left(order, nowMs),
    order.trouble === '' ? '' : `It can do nothing now: ${printable(order.trouble, 300)}`,
  ];
  return { severity: order.trouble === '' ? severity : 'bad', title, text: facts.filter((fact) => fact !== '').join(' ') };
}

/** One who was removed again has left by that: the removal is the news. */
export function lastNews({ order, events }: StandingOrder): StandingOrder['events'][number] | undefined {
  const isRemoved = order.kind === 'removeOnReturn' && events.some(({ kind }) => kind === 'removed');
  return events.filter(({ kind }) => kind !== 'ended' && !(isRemoved && kind === 'left')).at(-1);
}

function titleOf(
  order: StandingOrder,
  who: string,
  last: StandingOrder['events'][number]['kind'] | undefined,
): readonly [title: string, severity: ReturnWords['severity']] {
  switch (last) {
    case 'rejoined':
      return [`${who} is back`, 'warn'];
    case 'look-alike':
      return [`Somebody like ${who} joined`, 'warn'];
    case 'removed': {
      const times = order.events.filter(({ kind }) => kind === 'removed').length;
      return [`${who} came back and was removed again${times === 1 ? '' : `, ${times} times so far`}`, 'warn'];
    }
    case 'refused':
    case 'unknown':
      return [`${who} is back, and was not removed`, 'bad'];
    case 'left':
      return [`${who} left again`, 'info'];
    case 'applied':
    case 'ended':
    case undefined:
      return order.order.kind === 'removeOnReturn'
        ? [`${who} is removed whenever this identity comes back`, 'info']
        : [`${who} was removed and has not come back`, 'info'];
  }
}

function left({ untilMs }: StandingOrder, nowMs: number): string {
  if (untilMs === undefined) return 'While this console runs.';
  return `For another ${formatDuration(Math.max(0, untilMs - nowMs) / 1_000)}.`;
}

function endedText(order: StandingOrder): string {
  const ended = order.events.filter(({ kind }) => kind === 'ended').at(-1);
  return ended === undefined ? 'Over.' : printable(ended.text, 300);
}

/** Of news of such an order, for a person who looks elsewhere; undefined: none that is worth it. */
export function returnNotice(order: StandingOrder, event: StandingOrder['events'][number]): Notice | undefined {
  const [title, severity] = titleOf(order, printableName(order.identity, shownName), event.kind);
  const told = ['rejoined', 'look-alike', 'removed', 'refused', 'unknown'];
  if (!told.includes(event.kind)) return undefined;
  return { severity, title, text: printable(event.text, 400), passes: true };
}
