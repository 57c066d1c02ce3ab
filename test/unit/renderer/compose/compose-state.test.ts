import { describe, expect, it } from 'vitest';
import { ComposeDrafts } from '../../../../renderer/compose/compose-drafts.svelte.ts';
import { sendDraft, viewCompose } from '../../../../renderer/compose/compose-state.ts';
import type { OutgoingMessage, SendResult } from '../../../../renderer/compose/message-sender.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';

const snapshot = makeSnapshot({
  participants: [
    makeParticipant({ identity: 'ops-1', isLocal: true }),
    makeParticipant({ identity: 'nurse-ek', sid: 'PA_n' }),
  ],
});

function makeDock(result: SendResult = { severity: 'ok', title: 'Sent', text: '' }) {
  const sent: OutgoingMessage[] = [];
  const drafts = new ComposeDrafts();
  drafts.text = '{"a":1}';
  const sender = {
    send: async (_session: unknown, message: OutgoingMessage): Promise<SendResult> => {
      sent.push(message);
      return result;
    },
  };
  return { drafts, sent, sender };
}

describe('sendDraft', () => {
  it('sends what is typed and keeps every word of it, also when it fails', async () => {
    const { drafts, sent, sender } = makeDock({ severity: 'bad', title: 'Not sent', text: 'Why' });
    drafts.topic = 'chat';
    await sendDraft(drafts, makeSession(), snapshot, sender);
    expect(sent).toEqual([
      {
        way: 'participant',
        kind: 'reliable',
        topic: 'chat',
        destinationIdentities: [],
        payload: new TextEncoder().encode('{"a":1}'),
      },
    ]);
    expect(drafts).toMatchObject({ text: '{"a":1}', topic: 'chat', isSending: false, result: { title: 'Not sent' } });
  });

  it('takes a destination that is typed and not yet added, by identity or sid', async () => {
    const { drafts, sent, sender } = makeDock();
    drafts.destinationTyped = 'PA_n';
    await sendDraft(drafts, makeSession(), snapshot, sender);
    expect(sent[0]?.destinationIdentities).toEqual(['nurse-ek']);
    expect(drafts.destinations).toEqual(['nurse-ek']);
    expect(drafts.destinationTyped).toBe('');
  });

  it('does not send to everyone what was meant for half an identity', async () => {
    const { drafts, sent, sender } = makeDock();
    drafts.destinationTyped = 'nur';
    await sendDraft(drafts, makeSession(), snapshot, sender);
    expect(sent).toEqual([]);
    expect(drafts.result).toMatchObject({ severity: 'bad', title: 'Not sent' });
    expect(drafts.destinationTyped).toBe('nur');
  });

  it('sends nothing that does not parse, and nothing as an observer', async () => {
    const { drafts, sent, sender } = makeDock();
    drafts.text = '{';
    await sendDraft(drafts, makeSession(), snapshot, sender);
    expect(drafts.result?.text).toContain('JSON error at line 1');
    drafts.text = '{}';
    await sendDraft(drafts, makeSession({ role: { kind: 'observe', as: 'agent' } }), snapshot, sender);
    expect(drafts.result?.text).toContain('Observers cannot send');
    expect(sent).toEqual([]);
  });

  it('sends once while the first send is on its way', async () => {
    const { drafts, sent, sender } = makeDock();
    await Promise.all([
      sendDraft(drafts, makeSession(), snapshot, sender),
      sendDraft(drafts, makeSession(), snapshot, sender),
    ]);
    expect(sent).toHaveLength(1);
  });
});

describe('viewCompose', () => {
  it('counts whom it goes to', () => {
    const { drafts } = makeDock();
    expect(viewCompose(drafts, makeSession(), snapshot).sendWords).toBe('Send to everyone');
    drafts.addDestination('nurse-ek');
    drafts.destinationTyped = 'ghost';
    const view = viewCompose(drafts, makeSession(), snapshot);
    expect(view.sendWords).toBe('Send to 2');
    expect(view.warnings).toEqual([]);
  });
});
