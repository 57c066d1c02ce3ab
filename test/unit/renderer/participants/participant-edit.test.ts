import { describe, expect, it } from 'vitest';
import type { RequestInput } from '../../../../electron/contract/requests.ts';
import { ok, refused, unknown, type Result } from '../../../../electron/contract/result.ts';
import { ParticipantEditor, readChange, type EditTarget } from '../../../../renderer/participants/participant-edit.ts';
import type { SessionCall, SessionSnapshot } from '../../../../renderer/session/protocol.ts';
import { printable } from '../../../../renderer/ui/safe-text.ts';
import { makeParticipant, makeSession, makeSnapshot } from '../support.ts';
import { FakeTimers, settle } from '../ui/editor/support.ts';

function makeEditor(answer: Result<undefined> = ok(undefined), doubts: readonly string[] = []) {
  const cancelled: string[] = [];
  const timers = new FakeTimers();
  const listeners = new Set<(snapshot: SessionSnapshot) => void>();
  const sessions = new Map([
    ['s1', makeSnapshot({ participants: [makeParticipant({ identity: 'nurse-ek', metadata: 'old' })] })],
  ]);
  const calls: SessionCall['call'][] = [];
  const requests: RequestInput<'changeParticipant'>[] = [];
  const editor = new ParticipantEditor({
    sessions: {
      sessions,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      call: async (_sessionId, call) => {
        calls.push(call);
        return call.name === 'updateOwn' ? answer : ok(undefined);
      },
    },
    changeParticipant: async (input) => {
      requests.push(input);
      return answer.ok ? ok({ changeId: 'c1', before: undefined, after: undefined, doubts }) : answer;
    },
    cancelChange: async ({ changeId }) => {
      cancelled.push(changeId);
      return ok(undefined);
    },
    newId: () => 'c1',
    timers,
    now: () => timers.nowMs,
  });
  const show = (identity: string, metadata: string, sessionId = 's1'): void => {
    const seenAt = { metadata: timers.nowMs + 34, name: undefined, attributes: undefined };
    const snapshot = makeSnapshot({ sessionId, participants: [makeParticipant({ identity, metadata, seenAt })] });
    sessions.set(sessionId, snapshot);
    for (const listener of listeners) listener(snapshot);
  };
  const notes = () => calls.filter(({ name }) => name !== 'expectChange');
  return { editor, timers, calls, requests, show, notes, cancelled };
}

const target: EditTarget = { session: makeSession(), identity: 'nurse-ek', sid: 'PA_nurse-ek', isHidden: false };

describe('ParticipantEditor', () => {
  it('edits others through the server API, sees the effect in that session, and leaves a row', async () => {
    const { editor, calls, requests, show } = makeEditor();
    const saving = editor.save(target, { field: 'metadata', value: 'new' }, 'api');
    await settle();
    show('nurse-ek', 'new', 'another-session');
    show('nurse-ek', 'new');
    expect(await saving).toEqual({ kind: 'seen', afterMs: 34, answered: true });
    expect(requests).toEqual([
      {
        profileId: 'p1',
        room: 'consult-42',
        changeId: 'c1',
        target: { identity: 'nurse-ek', sid: 'PA_nurse-ek' },
        change: { kind: 'metadata', value: 'new' },
      },
    ]);
    expect(calls).toEqual([
      {
        name: 'expectChange',
        subject: { kind: 'participant', identity: 'nurse-ek' },
        change: { field: 'metadata', value: 'new' },
        by: 'this console',
      },
      {
        name: 'noteAction',
        title: 'ops-1 changed metadata of nurse-ek',
        text: 'Through the server API',
        severity: 'info',
      },
    ]);
  });

  it('edits oneself through the client', async () => {
    const { editor, calls, requests } = makeEditor(refused('no-permission', 'Not granted.'));
    const own = { ...target, identity: 'ops-1' };
    expect(await editor.save(own, { field: 'name', value: 'Ops' }, 'client')).toEqual({
      kind: 'refused',
      message: 'Not granted.',
    });
    await editor.save(own, { field: 'attributes', value: { a: '' } }, 'client');
    // Refused: nothing was done, so nothing is noted.
    expect(requests).toEqual([]);
    expect(calls).toEqual([
      { name: 'updateOwn', displayName: 'Ops' },
      { name: 'updateOwn', attributes: { a: '' } },
    ]);
  });

  it('notes an edit whose answer never came as asked for', async () => {
    const { editor, timers, notes } = makeEditor(unknown('timeout', 'No answer.'));
    const saving = editor.save(target, { field: 'metadata', value: 'new' }, 'api');
    await settle();
    timers.advance(5_000);
    expect(await saving).toEqual({ kind: 'unknown', message: 'No answer.' });
    expect(notes()).toMatchObject([{ title: 'ops-1 asked to change metadata of nurse-ek', severity: 'warn' }]);
  });

  it('says that an empty value was ignored, but not of attributes', async () => {
    const { editor, timers, notes } = makeEditor();
    const saving = editor.save(target, { field: 'metadata', value: '' }, 'api');
    await settle();
    expect(notes()).toEqual([]);
    timers.advance(1_000);
    expect(await saving).toEqual({ kind: 'ignored-empty' });
    expect(notes()).toEqual([
      {
        name: 'noteAction',
        title: 'ops-1 asked to change metadata of nurse-ek',
        text: 'Through the server API; the server said OK and ignored the empty value',
        severity: 'warn',
      },
    ]);
    const deleting = editor.save(target, { field: 'attributes', value: { lang: '' } }, 'api');
    await settle();
    timers.advance(5_000);
    expect(await deleting).toEqual({ kind: 'not-seen', withinMs: 5_000 });
  });

  it('knows that the room does not tell of hidden participants', async () => {
    const { editor } = makeEditor();
    const hidden = { ...target, identity: 'watch', isHidden: true };
    expect(await editor.save(hidden, { field: 'name', value: 'W' }, 'api')).toMatchObject({ kind: 'out-of-sight' });
  });

  it('calls an observer "This console", and shows hostile names safely', async () => {
    const { editor, notes } = makeEditor();
    const session = makeSession({ role: { kind: 'observe', as: 'agent' }, identity: 'room-console-observer-x' });
    await editor.save({ session, identity: 'a\u202eb', sid: '', isHidden: true }, { field: 'name', value: 'x' }, 'api');
    expect(notes()).toMatchObject([
      { title: `This console asked to change name of ${printable('a\u202eb')}`, severity: 'info' },
    ]);
  });
});

describe('an edit whose effect is not seen', () => {
  it('is told with the known reason', async () => {
    const { editor, timers } = makeEditor(ok(undefined), ['It was so before.']);
    const saving = editor.save(target, { field: 'name', value: 'x' }, 'api');
    await settle();
    timers.advance(5_000);
    expect(await saving).toEqual({ kind: 'not-seen', withinMs: 5_000, doubts: ['It was so before.'] });
  });

  it('need not be waited for', async () => {
    const { editor, timers, cancelled } = makeEditor(unknown('cancelled', 'Given up.'));
    const controller = new AbortController();
    const saving = editor.save(target, { field: 'name', value: 'x' }, 'api', controller.signal);
    controller.abort();
    await settle();
    timers.advance(5_000);
    expect(await saving).toEqual({ kind: 'unknown', message: 'Given up.' });
    expect(cancelled).toEqual(['c1']);
  });
});

describe('readChange', () => {
  it('reads each field with its own time', () => {
    const snapshot = makeSnapshot({
      participants: [
        makeParticipant({ name: 'Eva', attributes: { a: '1' }, seenAt: { metadata: 1, name: 2, attributes: 3 } }),
      ],
    });
    expect(readChange(snapshot, target, { field: 'name', value: 'Eva' })).toEqual({ isWanted: true, seenAtMs: 2 });
    expect(readChange(snapshot, target, { field: 'attributes', value: { a: '1', b: '' } })).toEqual({
      isWanted: true,
      seenAtMs: 3,
    });
    expect(readChange(snapshot, target, { field: 'metadata', value: 'x' })).toEqual({ isWanted: false, seenAtMs: 1 });
  });

  it('sees nothing while disconnected', () => {
    expect(readChange(makeSnapshot({ state: 'rejoining' }), target, { field: 'name', value: '' })).toHaveProperty(
      'outOfSight',
    );
  });
});
