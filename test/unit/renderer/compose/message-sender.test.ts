import { describe, expect, it } from 'vitest';
import type { RequestInput } from '../../../../electron/contract/requests.ts';
import type { ConnectionState } from '../../../../electron/contract/domain.ts';
import { ok, refused, unknown, type Result } from '../../../../electron/contract/result.ts';
import { MessageSender, type OutgoingMessage } from '../../../../renderer/compose/message-sender.ts';
import type { SessionCall } from '../../../../renderer/session/protocol.ts';
import { printable } from '../../../../renderer/ui/safe-text.ts';
import { makeSession } from '../support.ts';

/** @param states Of the session: before the send, then while it is on its way. */
function makeSender(answer: Result<undefined> = ok(undefined), states: ConnectionState[] = ['connected', 'connected']) {
  const [before = 'connected', after = before] = states;
  const live = new Map([[makeSession().id, { state: before }]]);
  const calls: SessionCall['call'][] = [];
  const requests: RequestInput<'sendData'>[] = [];
  const sender = new MessageSender({
    sessions: {
      sessions: live,
      call: async (_sessionId, call) => {
        calls.push(call);
        live.set(makeSession().id, { state: after });
        return call.name === 'noteAction' ? ok(undefined) : answer;
      },
    },
    sendData: async (input) => {
      requests.push(input);
      return answer;
    },
    now: () => new Date(2026, 0, 1, 14, 2, 3, 120).getTime(),
  });
  return { sender, calls, requests };
}

function makeMessage(message: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    way: 'participant',
    kind: 'reliable',
    topic: 'chat',
    destinationIdentities: [],
    payload: Uint8Array.of(1, 2),
    ...message,
  };
}

describe('MessageSender', () => {
  it('sends as the participant and claims no receipt', async () => {
    const { sender, calls } = makeSender();
    const result = await sender.send(makeSession(), makeMessage({ destinationIdentities: ['a'] }), true);
    expect(result).toEqual({
      severity: 'ok',
      title: 'Sent to the channel at 14:02:03.120',
      text: 'The client gives no receipt.',
    });
    expect(calls).toEqual([
      {
        name: 'publishData',
        kind: 'reliable',
        topic: 'chat',
        destinationIdentities: ['a'],
        payload: Uint8Array.of(1, 2),
      },
    ]);
  });

  it('says that the client drops lossy messages in silence', async () => {
    const result = await makeSender().sender.send(makeSession(), makeMessage({ kind: 'lossy' }), true);
    expect(result.text).toContain('drops a lossy message in silence');
  });

  it('calls a send without the permission most likely dropped', async () => {
    const result = await makeSender().sender.send(makeSession(), makeMessage(), false);
    expect(result).toMatchObject({
      severity: 'warn',
      title: 'Sent to the channel at 14:02:03.120, and most likely dropped',
    });
  });

  it.each([
    [['resuming', 'resuming']],
    [['resuming', 'connected']],
    [['connected', 'rejoining']],
  ] as const)('warns of a message handed over while the connection went %j', async ([before, after]) => {
    const { sender } = makeSender(ok(undefined), [before, after]);
    const result = await sender.send(makeSession(), makeMessage(), true);
    expect(result).toMatchObject({
      severity: 'warn',
      title: 'Handed to the channel at 14:02:03.120, and may be lost',
    });
    expect(result.text).toContain('was being restored');
  });

  it('does not doubt the server API for the connection of this console', async () => {
    const { sender } = makeSender(ok(undefined), ['resuming', 'resuming']);
    expect(await sender.send(makeSession(), makeMessage({ way: 'api' }), true)).toMatchObject({ severity: 'ok' });
  });

  it('sends through the server API and leaves a row', async () => {
    const { sender, calls, requests } = makeSender();
    const message = makeMessage({ way: 'api', topic: undefined, destinationIdentities: ['a\u202eb', 'c'] });
    const result = await sender.send(makeSession(), message, false);
    expect(result).toEqual({
      severity: 'ok',
      title: 'The server said OK at 14:02:03.120',
      text: 'It does not say who received it.',
    });
    expect(requests).toMatchObject([{ profileId: 'p1', room: 'consult-42', destinationIdentities: ['a\u202eb', 'c'] }]);
    expect(calls).toMatchObject([
      { name: 'noteAction', severity: 'info', text: `reliable, 2 B, no topic, to ${printable('a\u202eb')} and c` },
    ]);
  });

  it('doubts an OK to more than the server API delivers', async () => {
    const message = makeMessage({ way: 'api', payload: new Uint8Array(262_144) });
    expect(await makeSender().sender.send(makeSession(), message, true)).toMatchObject({
      severity: 'warn',
      title: 'Accepted, but probably not delivered',
    });
  });

  it('tells refused from unknown, and leaves no row of what did not happen', async () => {
    const no = makeSender(refused('too-large', 'Too large.'));
    expect(await no.sender.send(makeSession(), makeMessage({ way: 'api' }), true)).toEqual({
      severity: 'bad',
      title: 'Not sent',
      text: 'Too large.',
    });
    expect(no.calls).toEqual([]);
    const maybe = makeSender(unknown('timeout', 'No answer.'));
    expect(await maybe.sender.send(makeSession(), makeMessage({ way: 'api' }), true)).toMatchObject({
      severity: 'warn',
      title: 'Not known whether it was sent',
    });
    expect(maybe.calls).toMatchObject([
      { severity: 'warn', title: 'Sending through the server API: no answer in time' },
    ]);
  });
});
