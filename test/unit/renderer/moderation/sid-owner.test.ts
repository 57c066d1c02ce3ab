import { expect, it } from 'vitest';
import { ownerOfSid } from '../../../../renderer/moderation/sid-owner.ts';
import { makeParticipant } from '../support.ts';

const people = [makeParticipant({ identity: 'alice', sid: 'PA_1' }), makeParticipant({ identity: 'agent-1', sid: 'PA_2' })];

it('is whose the sid is', () => {
  expect(ownerOfSid({ identity: 'alice', sid: 'PA_1' }, people)).toEqual({ kind: 'here', identity: 'alice', note: undefined });
});

it('is the one who speaks as somebody else, never that one', () => {
  expect(ownerOfSid({ identity: 'alice', sid: 'PA_2' }, people)).toEqual({
    kind: 'here',
    identity: 'agent-1',
    note: 'The message speaks as alice; it was sent by agent-1 (PA_2), who is shown here.',
  });
  expect(ownerOfSid({ identity: '', sid: 'PA_2' }, people)).toMatchObject({ kind: 'here', identity: 'agent-1' });
});

it('is nobody where the sender is gone, and whoever has the name now is another', () => {
  expect(ownerOfSid({ identity: 'alice', sid: 'PA_0' }, people)).toEqual({
    kind: 'nobody',
    why: 'Who sent it, PA_0, is not in the room any more. Whoever is here as alice now is another connection.',
  });
  expect(ownerOfSid({ identity: 'carol', sid: 'PA_0' }, people)).toEqual({
    kind: 'nobody',
    why: 'Who sent it, PA_0, is not in the room any more.',
  });
});

it('is nobody where nothing proves who', () => {
  expect(ownerOfSid({ identity: '', sid: '' }, people)).toMatchObject({ kind: 'nobody', why: expect.stringMatching(/server API/) });
  expect(ownerOfSid({ identity: 'alice', sid: '' }, people)).toMatchObject({ kind: 'nobody', why: expect.stringMatching(/carries no sid/) });
});
