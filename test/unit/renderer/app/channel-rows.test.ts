import { expect, test } from 'vitest';
import { channelRows, lagSentences } from '../../../../renderer/app/channel-rows.ts';
import { makeSnapshot } from '../support.ts';

const { completeness } = makeSnapshot();

test('each channel with its counts, tap of browser', () => {
  const byChannel = [
    { label: '_reliable', received: 10_233, browserReceived: 10_233, sent: 0, browserSent: 0 },
    { label: 'a\u202eb', received: 1, browserReceived: 2, sent: 3, browserSent: 3, unverified: 1_204 },
  ];
  expect(channelRows({ ...completeness, byChannel })).toEqual([
    { label: '_reliable', received: '10,233 of 10,233', sent: '–', unverified: '', agrees: true },
    { label: 'a⟨U+202E⟩b', received: '1 of 2', sent: '3 of 3', unverified: '1,204', agrees: false },
  ]);
});

test('how far the page and the log are behind', () => {
  expect(lagSentences(completeness)).toEqual([]);
  const compared = { ...completeness, browserReceived: 10, sampledReceived: 10, sampledAtMs: 1_000, latencyMs: 0.4 };
  expect(lagSentences(compared)).toEqual([
    'The browser answered in 1 ms.',
    'The page has all that the browser counts.',
    'The log has all that the page saw.',
  ]);
  expect(lagSentences({ ...compared, browserReceived: 1_010, behind: 5_000, latencyMs: 2_400 })).toEqual([
    'The browser answered in 2,400 ms.',
    'The page is 1,000 messages behind the browser.',
    'The log is 5,000 messages behind the page.',
  ]);
});
