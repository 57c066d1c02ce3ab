import { describe, expect, it } from 'vitest';
import { observerPrefix } from '../../../../electron/contract/limits.ts';
import { ok, refused, unknown } from '../../../../electron/contract/result.ts';
import { DeleteRoomState } from '../../../../renderer/rooms/delete-room.svelte.ts';
import { FakeBridge, makeRoom } from '../fake-bridge.ts';
import { makeParticipant } from '../support.ts';

function makeDeletion() {
  const bridge = new FakeBridge({ changeRoom: () => ok({ changeId: 'c1', before: undefined, after: undefined, doubts: [] }), listParticipants: () => ok([]) });
  return {
    bridge,
    deletion: new DeleteRoomState({ request: bridge.request, profileId: 'p1', room: makeRoom('triage'), own: ['ops-1', `${observerPrefix}1`] }),
  };
}

describe('DeleteRoomState', () => {
  it('names who is in it, the own and those who are hidden apart', async () => {
    const { bridge, deletion } = makeDeletion();
    const people = [
      makeParticipant({ name: 'Eva Kranz' }),
      makeParticipant({ identity: `evil${String.fromCodePoint(0x202e)}` }),
      makeParticipant({ identity: 'ops-1' }),
      makeParticipant({ identity: 'recorder', permissions: { hidden: true } }),
      makeParticipant({ identity: `${observerPrefix}1` }),
      makeParticipant({ identity: `${observerPrefix}2` }),
    ];
    bridge.handlers.listParticipants = () => ok(people);
    await deletion.readPeople();
    expect(deletion.names).toEqual(['nurse-ek (Eva Kranz)', 'evil⟨U+202E⟩', 'you (ops-1)']);
    expect(deletion.hiddenNames).toEqual(['recorder']);
    expect(deletion.observers).toEqual({ own: 1, others: 1 });
  });

  it('says when it is not known who is in it', async () => {
    const { bridge, deletion } = makeDeletion();
    bridge.handlers.listParticipants = () => refused('timeout', 'No answer.');
    await deletion.readPeople();
    expect(deletion.people).toBeUndefined();
    expect(deletion.peopleProblem).toBe('No answer.');
  });

  it('tells done, over already, not known and refused apart', async () => {
    const { bridge, deletion } = makeDeletion();
    await deletion.readPeople();
    expect(await deletion.delete()).toMatchObject({ severity: 'ok', title: 'triage is deleted' });
    bridge.handlers.changeRoom = () => refused('room-not-found', '');
    expect(await deletion.delete()).toMatchObject({ severity: 'info', title: 'triage was over already' });
    bridge.handlers.changeRoom = () => unknown('timeout', 'Look again.');
    expect(await deletion.delete()).toMatchObject({ severity: 'warn', text: 'Look again.' });
    bridge.handlers.changeRoom = () => refused('permission_denied', 'The key may not.');
    expect(await deletion.delete()).toBeUndefined();
    expect(deletion.problem).toBe('The key may not.');
  });

  it('is not done before its name was typed, where people are in it', async () => {
    const { bridge, deletion } = makeDeletion();
    expect(deletion.isSure).toBe(false);
    bridge.handlers.listParticipants = () => ok([makeParticipant({})]);
    await deletion.readPeople();
    expect(deletion.toType).toBe('triage');
    expect(await deletion.delete()).toBeUndefined();
    deletion.typed = 'Triage';
    expect(deletion.isSure).toBe(false);
    deletion.typed = 'triage';
    expect(await deletion.delete()).toMatchObject({ severity: 'ok' });
    expect(bridge.inputs('changeRoom')).toMatchObject([{ profileId: 'p1', room: 'triage', change: { kind: 'deleteRoom' } }]);
  });

  it('needs no name where only consoles observe', async () => {
    const { bridge, deletion } = makeDeletion();
    bridge.handlers.listParticipants = () => ok([makeParticipant({ identity: `${observerPrefix}2` })]);
    await deletion.readPeople();
    expect([deletion.toType, deletion.isSure]).toEqual([undefined, true]);
  });
});
