import { describe, expect, it } from 'vitest';
import type { PacketParts } from '../../../../renderer/compose/packet-size.ts';
import {
  dockWords,
  judgeSize,
  resolveDestination,
  sendWarnings,
  whyNotSend,
} from '../../../../renderer/compose/send-rules.ts';
import { makeParticipant, makeSnapshot } from '../support.ts';

function makeParts(parts: Partial<PacketParts> = {}): PacketParts {
  return {
    way: 'participant',
    kind: 'reliable',
    payloadSize: 10,
    topic: undefined,
    destinationIdentities: [],
    ownIdentity: 'ops-1',
    ...parts,
  };
}

describe('judgeSize', () => {
  it('holds lossy packets against one network packet', () => {
    expect(judgeSize(makeParts({ kind: 'lossy', payloadSize: 1_250 }))).toMatchObject({
      limit: 1_300,
      severity: 'fine',
    });
    const over = judgeSize(makeParts({ kind: 'lossy', payloadSize: 1_642 }));
    expect(over.severity).toBe('warn');
    expect(over.sentence).toBe(
      'Two network packets: lose either and the whole message is lost. Sending is still possible.',
    );
    expect(judgeSize(makeParts({ kind: 'lossy', payloadSize: 13_000 })).sentence).toContain('About 11 network packets');
  });

  it('holds reliable packets against 15 KiB, then against what livekit-client sends', () => {
    expect(judgeSize(makeParts({ payloadSize: 15_000 }))).toMatchObject({
      limit: 15_360,
      severity: 'fine',
      sentence: undefined,
    });
    expect(judgeSize(makeParts({ payloadSize: 15_360 }))).toMatchObject({ limit: 15_360, severity: 'warn' });
    expect(judgeSize(makeParts({ payloadSize: 63_900 }))).toMatchObject({ limit: 15_360, severity: 'warn' });
    expect(judgeSize(makeParts({ payloadSize: 64_000 }))).toMatchObject({ limit: 64_000, severity: 'bad' });
  });

  it('knows that the server API accepts what it does not deliver, and has no limit of 64,000', () => {
    expect(judgeSize(makeParts({ way: 'api', payloadSize: 70_000 }))).toMatchObject({
      limit: 15_360,
      severity: 'warn',
    });
    expect(judgeSize(makeParts({ way: 'api', payloadSize: 262_000 })).severity).toBe('warn');
    expect(judgeSize(makeParts({ way: 'api', payloadSize: 262_144 }))).toMatchObject({
      size: 262_144,
      limit: 262_000,
      severity: 'bad',
    });
  });
});

describe('whyNotSend', () => {
  it('lets the server API send from anywhere', () => {
    expect(whyNotSend({ way: 'api' }, { kind: 'observe' }, { state: 'disconnected' })).toBeUndefined();
  });

  it('names the way out for an observer', () => {
    expect(whyNotSend({ way: 'participant' }, { kind: 'observe' }, { state: 'connected' })).toEqual({
      text: 'Observers cannot send. Join to send as yourself.',
      action: 'join',
    });
  });

  it.each(['joining', 'rejoining', 'disconnected'] as const)('waits for a connection while %s', (state) => {
    expect(whyNotSend({ way: 'participant' }, { kind: 'participate' }, { state })?.action).toBe('none');
  });

  it.each(['connected', 'resuming'] as const)('sends while %s', (state) => {
    expect(whyNotSend({ way: 'participant' }, { kind: 'participate' }, { state })).toBeUndefined();
  });
});

describe('sendWarnings', () => {
  const intent = { way: 'participant', kind: 'reliable', destinationIdentities: [], ownIdentity: 'ops-1' } as const;
  const own = makeParticipant({ identity: 'ops-1', isLocal: true });
  const nurse = makeParticipant({ identity: 'nurse-ek' });
  const titles = (...input: Parameters<typeof sendWarnings>): string[] =>
    sendWarnings(...input).map((warning) => warning.title);

  it('is silent where all is well', () => {
    expect(titles(intent, makeSnapshot({ participants: [own, nurse] }))).toEqual([]);
    expect(
      titles({ ...intent, destinationIdentities: ['nurse-ek'] }, makeSnapshot({ participants: [own, nurse] })),
    ).toEqual([]);
  });

  it('says that a send without the permission vanishes', () => {
    const snapshot = makeSnapshot({ participants: [own, nurse], canPublishData: false });
    expect(sendWarnings(intent, snapshot)[0]).toMatchObject({
      severity: 'bad',
      title: 'You may not send data any more',
    });
    expect(titles({ ...intent, way: 'api' }, snapshot)).toEqual([]);
  });

  it('names who is not seen in the room, and counts several', () => {
    const snapshot = makeSnapshot({ participants: [own, nurse] });
    expect(titles({ ...intent, destinationIdentities: ['ghost', 'nurse-ek'] }, snapshot)).toEqual([
      'ghost is not seen in the room',
    ]);
    expect(titles({ ...intent, destinationIdentities: ['a', 'b'] }, snapshot)).toEqual([
      '2 of them are not seen in the room',
    ]);
  });

  it('says that no echo comes back', () => {
    const snapshot = makeSnapshot({ participants: [own, nurse] });
    expect(titles({ ...intent, destinationIdentities: ['ops-1'] }, snapshot)).toEqual(['No echo comes back to you']);
    expect(titles({ ...intent, way: 'api', destinationIdentities: ['ops-1'] }, snapshot)).toEqual([]);
  });

  it('does not count a hidden observer as audience', () => {
    const hidden = makeParticipant({ identity: 'watch', permissions: { hidden: true } });
    expect(titles(intent, makeSnapshot({ participants: [own, hidden] }))).toEqual(['Nobody else is seen in the room']);
  });

  it.each(['resuming', 'rejoining'] as const)('says that a message may be lost while %s', (state) => {
    const snapshot = makeSnapshot({ state, participants: [own, nurse] });
    expect(titles(intent, snapshot)).toEqual(['The connection is being restored']);
    expect(titles({ ...intent, way: 'api' }, snapshot)).toEqual(['This console is not in the room now']);
  });

  it('says what the server API does for a room that this console is not in', () => {
    const snapshot = makeSnapshot({ state: 'disconnected', participants: [] });
    expect(titles({ ...intent, way: 'api' }, snapshot)).toEqual(['This console is not in the room now']);
  });
});

it('speaks of sending only while it is connected', () => {
  expect(dockWords('alice', 'connected')).toBe('sends as alice, visible to the room');
  expect(dockWords('alice', 'resuming')).toBe('sends as alice; the connection is being restored');
  expect(dockWords('alice', 'disconnected')).toBe('not connected; nothing can be sent as alice');
});

describe('resolveDestination', () => {
  it('turns the sid of somebody present into the identity, as clients address identities only', () => {
    const participants = [makeParticipant({ identity: 'nurse-ek', sid: 'PA_1' })];
    expect(resolveDestination(' PA_1 ', participants)).toBe('nurse-ek');
    expect(resolveDestination('PA_2', participants)).toBe('PA_2');
  });
});
