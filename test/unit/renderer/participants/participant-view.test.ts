import { describe, expect, it } from 'vitest';
import { editChoice, isLive, viewParticipant } from '../../../../renderer/participants/participant-view.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';

const session = makeSession();
const source = { identity: 'nurse-ek', session, snapshot: makeSnapshot(), listed: undefined, lastSeen: undefined };

describe('viewParticipant', () => {
  it('believes the room first, then the server’s list of the hidden, then memory', () => {
    const participant = makeParticipant({ name: 'live' });
    const hidden = makeParticipant({ name: 'listed', permissions: { hidden: true } });
    const lastSeen = makeParticipant({ name: 'last seen' });
    const all = { ...source, snapshot: makeSnapshot({ participants: [participant] }), listed: [hidden], lastSeen };
    expect(viewParticipant(all)).toMatchObject({ from: 'room', participant: { name: 'live' }, isOwn: false });
    expect(viewParticipant({ ...all, snapshot: makeSnapshot() })).toMatchObject({
      from: 'list',
      participant: { name: 'listed' },
    });
    expect(viewParticipant({ ...source, lastSeen })).toMatchObject({
      from: 'gone',
      participant: { name: 'last seen' },
    });
    expect(viewParticipant(source)).toBeUndefined();
  });

  it('does not take a visible one from the list: the room says that it left', () => {
    expect(viewParticipant({ ...source, listed: [makeParticipant()] })).toBeUndefined();
  });
});

describe('viewParticipant while the room tells nothing', () => {
  const lastSeen = makeParticipant({ name: 'last seen' });

  it('does not say that somebody left whom nobody sees now', () => {
    const view = viewParticipant({ ...source, snapshot: makeSnapshot({ state: 'disconnected' }), lastSeen });
    expect(view).toMatchObject({ from: 'unknown', participant: { name: 'last seen' } });
    expect(view?.note).toMatch(/^As last seen; this console is not in the room\./);
    expect(view && isLive(view)).toBe(false);
  });

  it.each(['resuming', 'rejoining'] as const)('calls the room’s last word old while %s', (state) => {
    const snapshot = makeSnapshot({ state, participants: [lastSeen] });
    expect(viewParticipant({ ...source, snapshot })).toMatchObject({
      from: 'unknown',
      note: expect.stringMatching(/^As last seen; /) as unknown,
    });
  });

  it('calls a hidden one unknown while the server’s list does not answer', () => {
    const listed = [makeParticipant({ permissions: { hidden: true } })];
    expect(viewParticipant({ ...source, listed })).toMatchObject({ from: 'list', note: undefined });
    expect(viewParticipant({ ...source, listed, isListOld: true })?.from).toBe('unknown');
  });
});

describe('editChoice', () => {
  it('edits oneself as oneself first, where the token allows it', () => {
    expect(editChoice({ isOwn: true }, session, { canUpdateOwnMetadata: true, state: 'connected' }).ways).toEqual(['client', 'api']);
    const denied = editChoice({ isOwn: true }, session, { canUpdateOwnMetadata: false, state: 'connected' });
    expect(denied.ways).toEqual(['api']);
    expect(denied.hint).toContain('canUpdateOwnMetadata');
  });

  it.each(['joining', 'rejoining', 'disconnected'] as const)('does not blame the token while %s', (state) => {
    const choice = editChoice({ isOwn: true }, session, { canUpdateOwnMetadata: false, state });
    expect(choice.ways).toEqual(['api']);
    expect(choice.hint).toMatch(/^Not connected to the room now/);
  });

  it('edits others, and an observer, through the server API', () => {
    expect(editChoice({ isOwn: false }, session, { canUpdateOwnMetadata: true, state: 'connected' }).ways).toEqual(['api']);
    const observer = makeSession({ role: { kind: 'observe', as: 'agent' } });
    expect(editChoice({ isOwn: true }, observer, { canUpdateOwnMetadata: false, state: 'connected' })).toEqual({
      ways: ['api'],
      hint: undefined,
    });
  });
});
