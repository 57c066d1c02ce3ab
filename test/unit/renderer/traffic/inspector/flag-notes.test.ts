import { describe, expect, it } from 'vitest';
import { causeWord, flagNotes } from '../../../../../renderer/traffic/inspector/flag-notes.ts';
import { packetRow } from '../log-fixtures.ts';
import { packetDetail } from './detail-fixtures.ts';

describe('flagNotes', () => {
  it('has each flag with its own sentences and its cause', () => {
    const detail = packetDetail({
      row: packetRow({ row: 9, flags: ['malformed', 'duplicate'] }),
      because: [{ flag: 'duplicate', row: 4, text: 'Number 7 came at 14:02:06 as well.' }],
    });
    const notes = flagNotes(detail);
    expect(notes.map(({ flag }) => flag).sort()).toEqual(['duplicate', 'malformed']);
    expect(notes.find(({ flag }) => flag === 'duplicate')).toMatchObject({
      sentences: ['Number 7 came at 14:02:06 as well.'],
      cause: 4,
      isCauseGone: false,
    });
    expect(notes.find(({ flag }) => flag === 'malformed')).toMatchObject({ sentences: [], cause: undefined });
  });

  it('says that a cause is gone, and takes a packet for no cause of itself', () => {
    const gone = packetDetail({
      row: packetRow({ row: 9, flags: ['sdk-drops'] }),
      because: [{ flag: 'sdk-drops', row: undefined, text: 'Sequence 214 is not above 900,000.' }],
    });
    expect(flagNotes(gone)[0]).toMatchObject({ cause: undefined, isCauseGone: true });
    const self = packetDetail({
      row: packetRow({ row: 9, flags: ['oversize'] }),
      because: [{ flag: 'oversize', row: 9, text: '20,000 B, and 15 KiB are advised.' }],
    });
    expect(flagNotes(self)[0]).toMatchObject({ cause: undefined, isCauseGone: false });
  });

  it('calls the row behind a flag what it is', () => {
    expect([causeWord('sdk-drops'), causeWord('duplicate'), causeWord('skipped')]).toEqual([
      'Go to the cause',
      'Go to the first',
      'Go to the one before',
    ]);
  });
});
