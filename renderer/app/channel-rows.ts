import type { Completeness } from '../session/client.ts';
import { formatCount, formatTime } from '../ui/format.ts';
import { printableStart } from '../ui/safe-text.ts';

/** Counts of one channel, as the table behind the status bar's count shows them. */
export interface ChannelRow {
  readonly label: string;
  /** `10,233 of 10,233`, tap of browser; `–` where neither has any. */
  readonly received: string;
  readonly sent: string;
  readonly agrees: boolean;
}

export function channelRows({ byChannel }: Completeness): readonly ChannelRow[] {
  return byChannel.map(({ label, received, browserReceived, sent, browserSent }) => ({
    label: label === '' ? '(no label)' : printableStart(label, 40),
    received: ofBrowser(received, browserReceived),
    sent: ofBrowser(sent, browserSent),
    agrees: received === browserReceived && sent === browserSent,
  }));
}

/** How far the page and the log are behind, and how old the figures are; sentences. */
export function lagSentences(completeness: Completeness): readonly string[] {
  const { browserReceived, sampledReceived, sampledAtMs, latencyMs, behind } = completeness;
  if (browserReceived === undefined || sampledAtMs === undefined) return ['Not yet compared.'];
  const waiting = Math.max(0, browserReceived - sampledReceived);
  const took = latencyMs === undefined ? '' : `; the browser answered in ${formatCount(Math.max(1, latencyMs))} ms`;
  return [
    `Compared at ${formatTime(sampledAtMs)}${took}.`,
    waiting === 0
      ? 'The page has all that the browser counts.'
      : `The page is ${formatCount(waiting)} messages behind the browser.`,
    behind === 0 ? 'The log has all that the page saw.' : `The log is ${formatCount(behind)} messages behind the page.`,
  ];
}

function ofBrowser(tap: number, browser: number): string {
  return tap === 0 && browser === 0 ? '–' : `${formatCount(tap)} of ${formatCount(browser)}`;
}
