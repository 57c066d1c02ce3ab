import { describe, expect, it } from 'vitest';
import type { FeedNote } from '../../../../../../electron/contract/feed.ts';
import { makeCapture, note, packets, previews, writeMcap } from '../capture/capture-fixtures.ts';
import type { McapMessage } from '../capture/capture-fixtures.ts';
import { FeedEnd } from './feed-fixtures.ts';

const session = {
  type: 'session', application: 'Room Console 1', runtime: '', room: 'demo', roomSid: '', server: 'ws://s', serverVersion: '',
  profile: 'p', identity: 'me', role: 'observe', filter: '', payloads: true, clockOffsetMs: 0, startedAtMs: 1,
} satisfies FeedNote;
const missing = { type: 'missing', rows: 7, fromMs: 1, toMs: 1, why: 'Memory was full.' } satisfies FeedNote;
const gap = { type: 'gap', fromMs: 14, toMs: 5_014, why: 'The page was gone.' } satisfies FeedNote;
const completeness = {
  type: 'completeness', received: 5, sent: 1, browserReceived: 6, browserSent: 1, sampledReceived: 5, sampledSent: 1, unverified: 0, mismatch: true,
} satisfies FeedNote;
const joined = { type: 'event', number: 1, event: 'joined', severity: 'info', participant: 'bob', title: 'bob joined', text: '' } satisfies FeedNote;
const recorded: readonly McapMessage[] = [
  note(session, 10),
  ...packets(3).map((packet) => ({ ...packet, time: 11 })),
  ...[joined, gap, missing, completeness].map((one) => note(one, 12)),
];

async function feedOf(messages: readonly McapMessage[], over: ConstructorParameters<typeof FeedEnd>[1] = {}) {
  const made = makeCapture(await writeMcap(messages));
  await made.readAll();
  return { ...made, end: new FeedEnd(made.session, { until: 'here', ...over }).settle() };
}

describe('a feed of a capture', () => {
  it('counts the rows that were recorded, and not what is said of the file', async () => {
    const { end } = await feedOf(recorded);
    expect(end.of('done')).toMatchObject([
      {
        totals: { rows: 4, in: 3, events: 1, missing: 7 },
        capture: { isOurs: true, doubts: [], gaps: 1, completeness: { received: 5, browserReceived: 6, sampledReceived: 5, mismatch: true } },
      },
    ]);
  });

  it('writes its notes as the notes that they are, and none twice', async () => {
    const { end } = await feedOf(recorded);
    const notes = end.notes.filter(({ type }) => type !== 'context');
    expect(notes).toEqual([{ ...joined, number: 3 }, gap, missing, completeness]);
  });

  it('so a conversion of a conversion is what the first was', async () => {
    let messages: readonly McapMessage[] = recorded;
    for (let conversion = 0; conversion < 3; conversion += 1) {
      const { end, session: log } = await feedOf(messages);
      expect(end.of('done')).toMatchObject([{ totals: { rows: 4, events: 1, missing: 7 }, capture: { gaps: 1 } }]);
      expect(previews(log).filter((text) => text.includes('Recorded from here'))).toHaveLength(1);
      messages = [
        note(session, 10),
        ...end.records.map((record) =>
          record.kind === 'packet' ? { bytes: record.bytes, time: record.time } : note('note' in record ? record.note : {}, record.time),
        ),
      ];
    }
  });

  it('says in each format that the capture was not whole, and why', async () => {
    const whole = await writeMcap(recorded);
    const cut = makeCapture(whole.slice(0, whole.length / 2));
    await cut.readAll();
    const { problem = '' } = cut.capture.status;
    expect(problem).not.toBe('');
    const why = `The capture that this was taken from is not whole. ${problem}`;
    expect(new FeedEnd(cut.session, { until: 'here' }).settle().notes.at(-1)).toMatchObject({ type: 'missing', rows: 0, why });
    expect(new FeedEnd(cut.session, { until: 'here', format: 'csv' }).settle().text).toContain(why.slice(0, 40));
  });

  it('leaves out what earlier versions wrote of a capture as if it had been recorded', async () => {
    const said = { ...joined, event: 'capture', title: 'Recorded from here' };
    const { end } = await feedOf([note(session, 10), note(said, 11), ...packets(1)]);
    expect(end.of('done')).toMatchObject([{ totals: { rows: 1, events: 0 } }]);
  });

  it('tells of what is missing whatever the filter is', async () => {
    const { end } = await feedOf(recorded, { filter: 'event == left' });
    expect(end.of('done')).toMatchObject([{ totals: { rows: 0, missing: 7 } }]);
    expect(end.notes.map(({ type }) => type)).toEqual(['context', 'gap', 'missing', 'completeness']);
  });

  it('says in a table only what is missing', async () => {
    const { end } = await feedOf(recorded, { format: 'csv', filter: 'event == left' });
    expect(end.text.trim().split('\n')).toHaveLength(2);
    expect(end.text).toContain('Memory was full.');
  });
});
