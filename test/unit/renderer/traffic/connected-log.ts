import type { ParseFilter } from '../../../../renderer/traffic/log-filter.svelte.ts';
import { LogView } from '../../../../renderer/traffic/log-view.svelte.ts';
import { FakeFrames, FakeLogPort } from './fake-log-port.ts';

/** Rows on screen. */
export const fit = 20;
/** Plain words; a text with “?” is not right yet. */
const parse: ParseFilter = (text) => (text.includes('?') ? {} : { tree: { type: 'words', text } });

export interface Connected {
  readonly frames: FakeFrames;
  readonly log: LogView;
  readonly port: FakeLogPort;
  /** The worker tells its counts and answers the last question, and a frame is drawn. */
  answer(): void;
  /** Numbers of the rows that are on screen. */
  rowsOnScreen(): number[];
}

/** A log of `total` rows, shown from its end. */
export function connected(total: number): Connected {
  const frames = new FakeFrames();
  const log = new LogView({ sessionId: 's1', nextFrame: frames.next, parse });
  const port = new FakeLogPort(total);
  log.connect(port);
  log.scroll.setFit(fit);
  const answer = (): void => {
    port.status();
    port.answer();
    frames.draw();
  };
  answer();
  const rowsOnScreen = (): number[] => {
    const { first, rows } = log.window;
    const from = Math.floor(log.scroll.top) - first;
    return rows.slice(from, from + fit).map((row) => row.row);
  };
  return { frames, log, port, answer, rowsOnScreen };
}
