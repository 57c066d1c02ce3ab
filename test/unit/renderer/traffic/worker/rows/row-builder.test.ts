import { ChatMessage, DataPacket, DataStream_Chunk, RpcRequest, UserPacket } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { eventBytes, malformedReason, readEvent } from '../../../../../../renderer/traffic/worker/rows/row-builder.ts';
import { chunkWith, event, makeSession, packetRow, userPacket } from '../log-fixtures.ts';
import type { WireMessage } from '../../../../../../renderer/traffic/wire-chunk.ts';

/** The row of a single message. */
function rowOf(message: Partial<WireMessage>, participants: Record<string, string> = {}) {
  const { session } = makeSession();
  session.context.update({ identity: 'console', sid: 'PA_own' }, new Map(Object.entries(participants)));
  session.appendChunk(chunkWith(message));
  return packetRow(session, 0);
}

describe('buildRow', () => {
  it('tells everything about a received user packet', () => {
    const bytes = userPacket('{ "x": 1 }', { sequence: 7, destinationIdentities: ['console'] }, { topic: 'cursor' });
    expect(rowOf({ bytes, time: 1_763_967_600_123.456 }, { PA_alice: 'alice' })).toEqual({
      type: 'packet',
      row: 0,
      time: 1_763_967_600_123.456,
      direction: 'in',
      channel: 'reliable',
      label: '_reliable',
      case: 'user',
      sender: { origin: 'participant', identity: 'alice', sid: 'PA_alice' },
      topic: 'cursor',
      destinations: ['console'],
      sequence: 7,
      size: bytes.length,
      payloadSize: 10,
      preview: '{"x":1}',
      flags: [],
      skipped: undefined,
      flow: undefined,
      marked: false,
      colour: undefined,
    });
  });

  it.each([
    ['the server API', { participantIdentity: '', participantSid: '' }, 'server-api', ['no-sender']],
    ['a hidden participant', { participantIdentity: '' }, 'hidden', ['hidden-sender']],
    ['a channel with another label', { participantSid: '' }, 'no-sid', ['foreign-label']],
    ['an identity without sid that has a sequence', { participantSid: '', sequence: 1 }, 'no-sid', []],
    ['this console', { participantSid: 'PA_own', participantIdentity: 'console' }, 'self', []],
    ['an agent that speaks as somebody else', { participantIdentity: 'bob' }, 'participant', ['speaks-as']],
    ['somebody the room has not told of yet', { participantSid: 'PA_new' }, 'participant', []],
  ])('tells %s by the packet alone', (_, over, origin, flags) => {
    const row = rowOf({ bytes: userPacket('x', over) }, { PA_alice: 'alice' });
    expect({ origin: row.sender.origin, flags: row.flags }).toEqual({ origin, flags });
  });

  it('knows an RPC of the server API by its identity without sid, and does not call it foreign', () => {
    const value = new RpcRequest({ id: '1', method: 'greet', payload: '{"a": 1}' });
    const bytes = new DataPacket({ participantIdentity: 'uuid', value: { case: 'rpcRequest', value } }).toBinary();
    const row = rowOf({ bytes });
    expect(row.sender).toEqual({ origin: 'no-sid', identity: 'uuid', sid: '' });
    expect([row.flags, row.preview, row.payloadSize]).toEqual([['no-handler'], 'greet · {"a":1}', 8]);
  });

  it('fills in the own sender of what was sent, as it was then', () => {
    const { session } = makeSession();
    const bytes = new DataPacket({ value: { case: 'user', value: new UserPacket() } }).toBinary();
    session.context.update({ identity: 'console', sid: 'PA_1' }, new Map());
    session.appendChunk(chunkWith({ bytes, sent: true }));
    session.context.update({ identity: 'console-2', sid: 'PA_2' }, new Map());
    session.appendChunk(chunkWith({ bytes, sent: true }));
    expect(packetRow(session, 0).sender).toEqual({ origin: 'self', identity: 'console', sid: 'PA_1' });
    expect(packetRow(session, 1).sender).toEqual({ origin: 'self', identity: 'console-2', sid: 'PA_2' });
    expect([packetRow(session, 0).direction, packetRow(session, 0).flags]).toEqual(['out', []]);
  });

  it('names destinations as the packet does, sids where there is nothing else', () => {
    const of = (over: object, user: object): readonly string[] =>
      rowOf({ bytes: userPacket('x', over, user) }).destinations;
    expect(of({}, {})).toEqual([]);
    expect(of({ destinationIdentities: ['a', 'b'] }, { destinationIdentities: ['c'] })).toEqual(['a', 'b']);
    expect(of({}, { destinationIdentities: ['c'], destinationSids: ['PA_1'] })).toEqual(['c']);
    expect(of({}, { destinationSids: ['PA_1', 'PA_2'] })).toEqual(['PA_1', 'PA_2']);
  });

  it('keeps what does not parse, with no sender', () => {
    const bytes = userPacket('hello').subarray(0, 12);
    const row = rowOf({ bytes });
    expect(row).toMatchObject({
      case: 'malformed',
      flags: ['malformed'],
      sender: { origin: 'unreadable', identity: '', sid: '' },
      topic: '',
      sequence: undefined,
      size: 12,
      payloadSize: 12,
    });
    expect(malformedReason(bytes)).toEqual({ reason: 'it ends in the middle of a field', at: expect.any(Number) });
    expect(malformedReason(userPacket('hello'))).toBeUndefined();
  });

  it('shows a packet with a field of another wire type as the server reads it, and flags it', () => {
    const { session } = makeSession();
    session.context.update({ identity: 'console', sid: 'PA_own' }, new Map([['PA_mallory', 'mallory']]));
    const own = { participantIdentity: 'mallory', participantSid: 'PA_mallory', sequence: 7 };
    const ofAlice = new DataPacket({ participantIdentity: 'alice', participantSid: 'PA_alice' }).toBinary();
    // The tag and length of an unknown field, which livekit-client takes for an identity of 3 bytes.
    const forged = [0x20, 3, 0xa2, 0x06, ofAlice.length, ...ofAlice];
    const bytes = Uint8Array.from([...userPacket('hello', own, { topic: 'chat' }), ...forged]);
    expect(DataPacket.fromBinary(bytes).participantSid).toBe('PA_alice');
    session.appendChunk(chunkWith({ bytes }));
    expect(packetRow(session, 0)).toMatchObject({
      case: 'user',
      flags: ['malformed'],
      sender: { origin: 'participant', identity: 'mallory', sid: 'PA_mallory' },
      topic: 'chat',
      sequence: 7,
      preview: 'hello',
      payloadSize: 5,
    });
    expect(malformedReason(bytes)).toBeUndefined();
    expect(session.flaggedRows).toBe(1);
  });

  it('names the destinations that the server read', () => {
    // livekit-client reads three bytes of an identity, and then one more destination.
    const bytes = Uint8Array.from([...userPacket('x', { destinationIdentities: ['a'] }), 0x20, 3, 0xa2, 0x06, 3, 0x2a, 1, 98]);
    expect(DataPacket.fromBinary(bytes).destinationIdentities).toEqual(['a', 'b']);
    expect(rowOf({ bytes })).toMatchObject({ destinations: ['a'], flags: ['malformed'] });
  });

  it('flags a packet with nothing in it, and one with a value of a newer protocol', () => {
    const sender = new DataPacket({ participantIdentity: 'a', participantSid: 'PA_a' }).toBinary();
    expect(rowOf({ bytes: sender })).toMatchObject({ case: 'none', flags: ['unknown-case'], payloadSize: 0 });
    const newer = Uint8Array.from([...sender, 0xb2, 0x06, 1, 0x61]);
    expect(rowOf({ bytes: newer })).toMatchObject({ case: 'unknown', flags: ['unknown-case'] });
  });

  it('shows frames of data tracks and other channels as the bytes they are', () => {
    const bytes = new TextEncoder().encode('hi there');
    expect(rowOf({ bytes, label: '_data_track' })).toMatchObject({
      channel: 'data-track',
      case: 'dataTrackFrame',
      sender: { origin: 'unreadable' },
      payloadSize: 8,
      flags: ['malformed'],
    });
    expect(rowOf({ bytes, label: 'chat‮', sent: true })).toMatchObject({
      channel: 'foreign',
      label: 'chat‮',
      case: 'raw',
      sender: { origin: 'self' },
      preview: 'hi there',
      flags: ['foreign-label'],
    });
  });

  it('says that the bytes of a Blob are missing', () => {
    const row = rowOf({ bytes: new Uint8Array(0), size: 40, sent: true, label: 'x' });
    expect(row).toMatchObject({ size: 40, payloadSize: 0, preview: 'a Blob: its bytes were not kept' });
  });

  it('reads from the packet what the string table did not take', () => {
    const topic = 't'.repeat(2_000);
    const identity = `i${'d'.repeat(1_500)}`;
    const row = rowOf({ bytes: userPacket('x', { participantIdentity: identity }, { topic }) });
    expect([row.topic, row.sender.identity, row.sender.sid]).toEqual([topic, identity, 'PA_alice']);
  });

  it('previews on one line of 200 printable characters at most', () => {
    expect(rowOf({ bytes: userPacket('a\nb\u202e\u0000c') }).preview).toBe('61 0a 62 e2 80 ae 00 63');
    expect(rowOf({ bytes: userPacket('a\nb\u202ec') }).preview).toBe('a⟨U+000A⟩b⟨U+202E⟩c');
    const long = rowOf({ bytes: userPacket('x'.repeat(60_000)) }).preview;
    expect(long).toBe(`${'x'.repeat(199)}…`);
    const message = new ChatMessage({ message: 'y'.repeat(500) });
    const chat = new DataPacket({ value: { case: 'chatMessage', value: message } });
    expect(rowOf({ bytes: chat.toBinary() }).preview).toHaveLength(200);
    const chunk = new DataStream_Chunk({ chunkIndex: 3n, content: new Uint8Array([1, 2]) });
    const stream = new DataPacket({ value: { case: 'streamChunk', value: chunk } });
    expect(rowOf({ bytes: stream.toBinary() }).preview).toBe('chunk 3 · 01 02');
  });

  it('makes rows of room events', () => {
    const { session } = makeSession();
    session.appendChunk(chunkWith({ bytes: userPacket('x') }));
    session.appendEvent(event({ event: 'metadata', before: '', after: '{"role":"host"}' }));
    session.appendEvent(event());
    expect(session.row(1)).toEqual({
      type: 'event',
      marked: false,
      colour: undefined,
      row: 1,
      time: 2_000,
      event: 'metadata',
      severity: 'info',
      identity: 'bob',
      title: 'bob joined',
      text: '',
      before: '',
      after: '{"role":"host"}',
    });
    expect(session.row(2)).toMatchObject({ before: undefined, after: undefined });
    expect(session.row(3)).toBeUndefined();
  });
});

describe('readEvent', () => {
  it('reads what eventBytes wrote', () => {
    const entry = event({ text: 'ü "quoted" \u202e', after: 'x' });
    expect(readEvent(eventBytes(entry))).toEqual(entry);
  });
});
