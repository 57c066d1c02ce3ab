import { describe, expect, it } from 'vitest';
import type { Session, SessionRole } from '../../../../electron/contract/domain.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { JoinFormState } from '../../../../renderer/rooms/join-form.svelte.ts';
import { makeSession } from '../support.ts';

function makeForm(participate = true) {
  const opened: { room: string; role: SessionRole; takeOver: boolean | undefined }[] = [];
  const fakes: { answer: Result<Session> } = { answer: ok(makeSession()) };
  const form = new JoinFormState({
    opener: {
      sessions: [],
      open: async (room, role, takeOver) => {
        opened.push({ room, role, takeOver });
        return fakes.answer;
      },
      observe: async () => undefined,
      show: () => undefined,
      trouble: () => undefined,
    },
    room: 'consult-42',
    participate,
  });
  return { form, opened, fakes };
}

describe('JoinFormState', () => {
  it('observes without a seat unless it is told otherwise', async () => {
    const { form, opened } = makeForm(false);
    await form.submit();
    expect(opened).toEqual([{ room: 'consult-42', role: { kind: 'observe', as: 'agent' }, takeOver: false }]);
  });

  it('puts all that was chosen into the role', async () => {
    const { form, opened } = makeForm();
    form.identity = ' ops-1 ';
    form.name = 'Operations';
    form.metadata = '{}';
    form.addAttribute();
    form.addAttribute();
    for (const row of form.attributes.slice(0, 1)) Object.assign(row, { key: 'shift', value: 'day' });
    expect((await form.submit())?.id).toBe('s1');
    expect(opened[0]?.role).toEqual({
      kind: 'participate',
      identity: 'ops-1',
      name: 'Operations',
      metadata: '{}',
      attributes: { shift: 'day' },
      canUpdateOwnMetadata: true,
    });
  });

  it('asks before it puts somebody out, and takes the identity only then', async () => {
    const { form, opened, fakes } = makeForm();
    form.identity = 'nurse-ek';
    fakes.answer = refused('identity-taken', 'Joining puts nurse-ek out.');
    expect(await form.submit()).toBeUndefined();
    expect(form.takesOver).toBe('Joining puts nurse-ek out.');
    // A held Enter submits again, and Enter is no answer: nobody is asked.
    expect(await form.submit()).toBeUndefined();
    fakes.answer = ok(makeSession());
    await form.takeOver();
    expect(opened.map((call) => call.takeOver)).toEqual([false, true]);
    expect(await form.takeOver()).toBeUndefined();
  });

  it('forgets the question as soon as something else is typed', async () => {
    const { form, opened, fakes } = makeForm();
    form.identity = 'nurse-ek';
    fakes.answer = refused('identity-taken', 'Joining puts nurse-ek out.');
    await form.submit();
    form.identity = 'ops-2';
    form.edited();
    await form.submit();
    expect(opened[1]?.takeOver).toBe(false);
  });

  it('says other refusals, and does not join without an identity or with an attribute named twice', async () => {
    const { form, opened, fakes } = makeForm();
    expect(form.isComplete).toBe(false);
    expect(form.identityProblem).toContain('needs an identity');
    form.identity = 'x'.repeat(300);
    expect(form.identityProblem).toContain('300 bytes');
    form.addAttribute();
    form.addAttribute();
    for (const row of form.attributes) row.key = 'a';
    expect(form.attributesProblem).toContain('twice');
    await form.submit();
    expect(opened).toEqual([]);
    for (const row of form.attributes.slice(1)) form.removeAttribute(row);
    fakes.answer = refused('room-full', 'The room is full.');
    await form.submit();
    expect(form.problem).toBe('The room is full.');
  });
});
