import type { Completeness } from '../session/client.ts';
import { formatCount } from '../ui/format.ts';
import { printableStart } from '../ui/safe-text.ts';

/** Counts of one channel, as the table behind the status bar's count shows them. */
export interface ChannelRow {
  readonly label: string;
  /** `10,233 of 10,233`, tap of browser; `–` where neither has any. */
  readonly received: string;
  readonly sent: string;
  /** Messages that came or went as a connection closed, and cannot be verified; empty: none. */
  readonly unverified: string;
  readonly agrees: boolean;
}

export function channelRows({ byChannel }: Completeness): readonly ChannelRow[] {
  return byChannel.map(({ label, received, browserReceived, sent, browserSent, unverified = 0 }) => ({
    label: label === '' ? '(no label)' : printableStart(label, 40),
    received: ofBrowser(received, browserReceived),
    sent: ofBrowser(sent, browserSent),
    unverified: unverified === 0 ? '' : formatCount(unverified),
    agrees: received === browserReceived && sent === browserSent,
  }));
}

/** How far the page and the log are behind; sentences. When the counts were compared is said with the reason beside them. */
export function lagSentences(completeness: Completeness): readonly string[] {
  const { browserReceived, sampledReceived, sampledAtMs, latencyMs, behind } = completeness;
  if (browserReceived === undefined || sampledAtMs === undefined) return [];
  const waiting = Math.max(0, browserReceived - sampledReceived);
  return [
    ...(latencyMs === undefined ? [] : [`The browser answered in ${formatCount(Math.max(1, latencyMs))} ms.`]),
    waiting === 0
      ? 'The page has all that the browser counts.'
      : `The page is ${formatCount(waiting)} messages behind the browser.`,
    behind === 0 ? 'The log has all that the page saw.' : `The log is ${formatCount(behind)} messages behind the page.`,
  ];
}

function ofBrowser(tap: number, browser: number): string {
  return tap === 0 && browser === 0 ? '–' : `${formatCount(tap)} of ${formatCount(browser)}`;
}
