import type { FeedMessage, FeedRequest } from '../../electron/contract/feed.ts';
import { parseFilter } from '../traffic/filter/parse-filter.ts';
import type { FilterTree } from '../traffic/protocol/index.ts';
import type { LogWorker } from './log-worker.ts';

type ReadFilter = { readonly ok: true; readonly tree: FilterTree | undefined } | { readonly ok: false; readonly message: string };

/**
 * Hands a feed's port on to the worker that holds the rows, with its filters as trees: the worker does not know how
 * they are spelled. One that is wrong is answered on the port.
 */
export function passFeed(worker: Pick<LogWorker, 'post'>, request: FeedRequest, port: MessagePort): void {
  const filter = readFilter('filter', request.filter);
  const trigger = readFilter('trigger', request.trigger);
  if (filter.ok && trigger.ok) {
    const trees = { filter: filter.tree, trigger: trigger.tree };
    worker.post({ type: 'feed', sessionId: request.sourceId, port, request, ...trees }, [port]);
    return;
  }
  const message = [filter, trigger].flatMap((read) => (read.ok ? [] : [read.message])).join(' ');
  const refused: FeedMessage = { type: 'refused', reason: 'bad-filter', message };
  port.postMessage(refused);
}

function readFilter(name: string, text = ''): ReadFilter {
  const { tree, diagnostics } = parseFilter(text);
  const [first] = diagnostics;
  if (first === undefined) return { ok: true, tree };
  const hint = first.hint === undefined ? '' : ` ${first.hint}`;
  return { ok: false, message: `The ${name} is wrong at character ${first.from + 1}: ${first.message}${hint}` };
}
