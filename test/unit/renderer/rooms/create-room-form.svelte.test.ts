import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { CreateRoomFormState } from '../../../../renderer/rooms/create-room-form.svelte.ts';
import { RoomsState } from '../../../../renderer/rooms/rooms-state.svelte.ts';
import { FakeBridge, makeList, makeRoom } from '../fake-bridge.ts';

async function makeForm() {
  const bridge = new FakeBridge({ listRooms: () => ok(makeList(makeRoom('a'))), createRoom: () => ok(makeRoom('b')) });
  const visibility = { isHidden: () => true, onChange: () => () => undefined };
  const rooms = new RoomsState({ profileId: 'p1', request: bridge.request, visibility });
  await rooms.refresh();
  return { bridge, rooms, form: new CreateRoomFormState({ request: bridge.request, rooms }) };
}

describe('CreateRoomFormState', () => {
  it('knows while it is typed whether there is such a room', async () => {
    const { form } = await makeForm();
    expect([form.nameCheck, form.isComplete]).toEqual([undefined, false]);
    form.name = 'b';
    expect(form.nameCheck).toEqual({ ok: true, text: 'No room of this name yet.' });
    form.name = 'a';
    expect([form.nameCheck?.ok, form.isComplete]).toEqual([false, false]);
  });

  it('does not say that a name is free where the list could not be read', async () => {
    const { bridge, form, rooms } = await makeForm();
    bridge.handlers.listRooms = () => refused('away', 'Away.');
    await rooms.refresh();
    form.name = 'b';
    expect(form.nameCheck?.text).toContain('Not known yet');
  });

  it('leaves to the server what is left empty, or is 0', async () => {
    const { bridge, form } = await makeForm();
    form.name = ' b ';
    form.departureTimeout = '0';
    expect((await form.submit())?.name).toBe('b');
    expect(bridge.inputs('createRoom')).toEqual([
      {
        profileId: 'p1',
        room: 'b',
        metadata: '',
        emptyTimeoutS: undefined,
        departureTimeoutS: undefined,
        maxParticipants: undefined,
      },
    ]);
  });

  it('takes whole numbers only, and says of which field it speaks', async () => {
    const { form } = await makeForm();
    form.name = 'b';
    form.maxParticipants = '-1';
    expect(form.numbersProblem).toContain('Max participants');
    expect(await form.submit()).toBeUndefined();
    form.maxParticipants = '4294967296';
    expect(form.isComplete).toBe(false);
  });

  it('says what will be so', async () => {
    const { form } = await makeForm();
    form.emptyTimeout = '300';
    expect(form.consequence).toContain('after 5 min');
    form.emptyTimeout = '0';
    expect(form.consequence).toContain('default');
  });

  it('keeps all that was typed when the server refuses', async () => {
    const { bridge, form } = await makeForm();
    bridge.handlers.createRoom = () => refused('invalid_argument', 'The server refuses the name.');
    form.name = 'b';
    expect(await form.submit()).toBeUndefined();
    expect(form).toMatchObject({ name: 'b', problem: 'The server refuses the name.', busy: false, hasTyped: true });
    form.name = 'c';
    expect(form.problem).toBeUndefined();
  });
});
