import type { OpenFeed } from './followed-feed.ts';
import type { Schedule } from './schedule.ts';

/** A log of this name is never there. */
const noSource = 'no log: only the filter is looked at';
/** A page that answers not at all is found out elsewhere; ms. */
const answerWithinMs = 10_000;

/**
 * What is wrong with a filter; undefined: nothing. Asks the page that parses filters for a feed of no log: a bad filter is
 * refused as such, before anybody waits for a room; a good one for its lack of a log.
 */
export function checkFilter(filter: string, openFeed: OpenFeed, schedule: Schedule): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (wrong: string | undefined): void => {
      cancel();
      line?.close();
      resolve(wrong);
    };
    const cancel = schedule(() => finish(undefined), answerWithinMs);
    const request = {
      sourceId: noSource,
      format: 'mcap',
      filter,
      from: 'now',
      until: 'here',
      payloads: false,
      firstNumber: 0,
    } as const;
    const line = openFeed(request, {
      onMessage: (message) => {
        if (message.type !== 'refused') finish(undefined);
        else finish(message.reason === 'bad-filter' ? message.message : undefined);
      },
      onClosed: () => finish(undefined),
    });
    if (line === undefined) finish(undefined);
  });
}
