import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ParticipantChange, PermissionSet } from '../../electron/contract/changes.ts';
import { ChangedRoom, valueOf } from '../support/changed-room.ts';
import { serverApi } from '../support/second-client.ts';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
let ward: ChangedRoom;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  ward = await ChangedRoom.on(server);
});
afterEach(() => ward.end());

const allOn: PermissionSet = {
  canSubscribe: true,
  canPublish: true,
  canPublishData: true,
  canUpdateMetadata: true,
  canSubscribeMetrics: true,
  canManageAgentSession: true,
  hidden: false,
  recorder: false,
  agent: false,
  canPublishSources: [],
};

describe('metadata, name and attributes', () => {
  test('are changed, seen by another participant, and stand in the audit log before and after', async () => {
    const nurse = await ward.join('nurse', {
      name: 'Eva',
      metadata: '{"a":1}',
      attributes: { hand: 'down', gone: 'x' },
    });
    const other = await ward.join('other');
    await other.until('the nurse', () => other.sees('nurse') !== undefined);
    const sid = nurse.room.localParticipant?.sid ?? '';
    expect(valueOf(await ward.change('nurse', { kind: 'metadata', value: '{"a":2}' }, sid))).toMatchObject({
      before: { sid, metadata: '{"a":1}' },
      after: { sid, metadata: '{"a":2}' },
      doubts: [],
    });
    valueOf(await ward.change('nurse', { kind: 'name', value: 'Eva K' }));
    const attributes = { hand: 'up', gone: '' };
    expect(valueOf(await ward.change('nurse', { kind: 'attributes', value: attributes }))).toMatchObject({
      doubts: [],
    });
    await other.until('all of it', () => {
      const seen = other.sees('nurse');
      return (
        seen?.metadata === '{"a":2}' &&
        seen.name === 'Eva K' &&
        seen.attributes['hand'] === 'up' &&
        !('gone' in seen.attributes)
      );
    });
    const target = { identity: 'nurse', sid };
    const common = { phase: 'done', actor: 'person', room: ward.room, target, message: '' };
    expect(await ward.entries()).toMatchObject([
      {
        ...common,
        action: 'participant.attributes',
        before: { hand: 'down', gone: 'x' },
        wanted: attributes,
        after: attributes,
      },
      { ...common, action: 'participant.name', before: 'Eva', wanted: 'Eva K', after: 'Eva K' },
      { ...common, action: 'participant.metadata', before: '{"a":1}', wanted: '{"a":2}', after: '{"a":2}' },
    ]);
  });

  test('empty ones are sent, ignored by the server, and that is said', async () => {
    await ward.join('nurse', { name: 'Eva', metadata: 'here' });
    const metadata = valueOf(await ward.change('nurse', { kind: 'metadata', value: '' }));
    expect(metadata.doubts).toEqual([
      'The server ignores an empty metadata and says OK: it is still “here”. Use “{}” or a space in place of it.',
    ]);
    expect(metadata.after?.metadata).toBe('here');
    expect(await ward.last()).toMatchObject({ phase: 'done', after: 'here', message: metadata.doubts[0] });
    const name = valueOf(await ward.change('nurse', { kind: 'name', value: '' }));
    expect(name.doubts).toEqual([
      'The server ignores an empty name and says OK: it is still “Eva”. Use a space in place of it.',
    ]);
    expect(valueOf(await ward.change('nurse', { kind: 'name', value: ' ' }))).toMatchObject({
      doubts: [],
      after: { name: ' ' },
    });
  });

  test('a value that was there already is told: the room sees nothing of it', async () => {
    await ward.join('nurse', { metadata: 'same' });
    expect(valueOf(await ward.change('nurse', { kind: 'metadata', value: 'same' })).doubts).toEqual([
      'It was so before, so the room sees no change.',
    ]);
  });

  test.each<[ParticipantChange, string]>([
    [{ kind: 'name', value: 'n'.repeat(300) }, 'name length exceeds limits'],
    [{ kind: 'metadata', value: 'm'.repeat(600_000) }, 'metadata size exceeds limits'],
    [{ kind: 'attributes', value: { a: 'x'.repeat(70_000) } }, 'attribute size exceeds limits'],
  ])('what is too large is refused in the server’s words (%#)', async (change, words) => {
    await ward.join('nurse', { name: 'Eva' });
    expect(await ward.change('nurse', change)).toMatchObject({
      kind: 'refused',
      reason: 'invalid',
      message: expect.stringContaining(words),
    });
    expect(await ward.last()).toMatchObject({ phase: 'refused', after: null });
  });

  test('nobody of that name, another connection of that name, a room that is not there', async () => {
    const rename: ParticipantChange = { kind: 'name', value: 'x' };
    expect(await ward.change('nobody', rename)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Nothing was changed.'),
    });
    await ward.join('nurse', { name: 'Eva' });
    expect(await ward.change('nobody', rename)).toMatchObject({ kind: 'refused', reason: 'participant-not-found' });
    expect(await ward.change('nurse', rename, 'PA_before')).toMatchObject({
      kind: 'refused',
      reason: 'another-connection',
    });
    expect(await ward.last()).toMatchObject({ phase: 'refused', before: 'Eva', wanted: 'x' });
    expect((await ward.read('nurse')).name).toBe('Eva');
  });
});

describe('permissions', () => {
  test('the whole set is sent, and what the participant then has is read', async () => {
    await ward.join('nurse');
    const value: PermissionSet = { ...allOn, canUpdateMetadata: false, canPublishSources: ['microphone'] };
    const changed = valueOf(await ward.change('nurse', { kind: 'permissions', value }));
    expect(changed).toMatchObject({
      doubts: [],
      before: { permissions: { canUpdateMetadata: true } },
      after: { permissions: value },
    });
    expect((await ward.read('nurse')).permissions).toEqual(value);
    expect(await ward.last()).toMatchObject({ action: 'participant.permissions', wanted: value, after: value });
  });

  test('flags alone leave the others as they are, sources of a newer server included', async () => {
    await ward.join('nurse', { grant: { canPublishData: true, canSubscribe: false } });
    const before = (await ward.read('nurse')).permissions;
    const value = { canPublishData: false };
    expect(valueOf(await ward.change('nurse', { kind: 'permissionFlags', value }))).toMatchObject({ doubts: [] });
    expect((await ward.read('nurse')).permissions).toEqual({ ...before, canPublishData: false });
  });

  test('changed by somebody else meanwhile: nothing is sent, and what is now is told', async () => {
    await ward.join('nurse');
    const before = (await ward.read('nurse')).permissions;
    const expected = { ...allOn, ...before, canPublishSources: [] };
    await serverApi(server).updateParticipant(ward.room, 'nurse', {
      permission: { ...expected, canPublishSources: [], canPublish: false },
    });
    expect(
      await ward.change('nurse', { kind: 'permissions', value: { ...expected, canPublishData: false }, expected }),
    ).toMatchObject({
      kind: 'refused',
      reason: 'changed-meanwhile',
      message: expect.stringContaining('canPublish is off now (it was on)'),
    });
    expect((await ward.read('nurse')).permissions).toMatchObject({ canPublish: false, canPublishData: true });
  });

  test('data of one who may not send any more vanishes, and is heard again when it is given back', async () => {
    const [nurse, other] = [await ward.join('nurse'), await ward.join('other')];
    await vi.waitFor(async () => {
      await nurse.send('before', { reliable: true });
      expect(other.messages.map(({ text }) => text)).toContain('before');
    });
    valueOf(await ward.change('nurse', { kind: 'permissionFlags', value: { canPublishData: false } }));
    await nurse.send('revoked', { reliable: true });
    valueOf(await ward.change('nurse', { kind: 'permissionFlags', value: { canPublishData: true } }));
    await nurse.send('after', { reliable: true });
    await other.message(({ text }) => text === 'after');
    expect(other.messages.map(({ text }) => text)).not.toContain('revoked');
  });

  test('a source that there is not is not sent as “all sources”', async () => {
    await ward.join('nurse');
    const value = { ...allOn, canPublishSources: ['megaphone'] };
    expect(await ward.change('nurse', { kind: 'permissions', value })).toMatchObject({
      kind: 'refused',
      reason: 'bad-input',
    });
  });
});

describe('rooms', () => {
  test('are created, changed, cleared and deleted, each with its lines', async () => {
    valueOf(await ward.changes.createRoom('p', randomUUID(), { room: ward.room, metadata: 'one', emptyTimeoutS: 60 }));
    expect(await ward.changes.createRoom('p', randomUUID(), { room: ward.room, metadata: 'x' })).toMatchObject({
      reason: 'room-exists',
    });
    expect(valueOf(await ward.changeRoom({ kind: 'roomMetadata', value: 'two' }))).toMatchObject({
      before: { metadata: 'one' },
      after: { metadata: 'two' },
      doubts: [],
    });
    expect(valueOf(await ward.changeRoom({ kind: 'roomMetadata', value: '' }))).toMatchObject({
      after: { metadata: '' },
      doubts: [],
    });
    expect(valueOf(await ward.changeRoom({ kind: 'deleteRoom' }))).toMatchObject({
      before: { name: ward.room },
      after: undefined,
    });
    expect(await ward.changeRoom({ kind: 'deleteRoom' })).toMatchObject({ kind: 'refused', reason: 'room-not-found' });
    expect(await ward.changeRoom({ kind: 'roomMetadata', value: 'x' })).toMatchObject({
      kind: 'refused',
      reason: 'room-not-found',
    });
    expect((await ward.entries()).map(({ action, phase }) => `${action} ${phase}`)).toEqual([
      'room.metadata refused',
      'room.delete refused',
      'room.delete done',
      'room.metadata done',
      'room.metadata done',
      'room.create refused',
      'room.create done',
    ]);
  });

  test('deleting one puts everybody out', async () => {
    const guest = await ward.join('guest');
    valueOf(await ward.changeRoom({ kind: 'deleteRoom' }));
    await guest.until('its end', () => guest.disconnects.length > 0);
  });
});

test('a key that is rotated in the middle is told, and nothing is changed', async () => {
  await ward.join('nurse', { name: 'Eva' });
  valueOf(await ward.change('nurse', { kind: 'name', value: 'one' }));
  ward.secret = 'a-secret-that-this-server-does-not-know';
  expect(await ward.change('nurse', { kind: 'name', value: 'two' })).toMatchObject({
    kind: 'refused',
    reason: 'wrong-secret',
  });
  expect(await ward.last()).toMatchObject({ phase: 'refused', before: null, wanted: 'two' });
  expect((await ward.read('nurse')).name).toBe('one');
});

test('a read-only profile changes nothing, and asks nobody', async () => {
  const watched = await ChangedRoom.on(server, { readOnly: true });
  await watched.join('nurse', { name: 'Eva' });
  for (const result of [
    await watched.change('nurse', { kind: 'name', value: 'x' }),
    await watched.changeRoom({ kind: 'deleteRoom' }),
    await watched.changes.createRoom('p', randomUUID(), { room: 'new', metadata: '' }),
  ]) {
    expect(result).toMatchObject({ kind: 'refused', reason: 'read-only' });
  }
  expect(await watched.entries()).toEqual([]);
  expect((await watched.read('nurse')).name).toBe('Eva');
  await watched.end();
});

test('a server that is gone: nothing was changed', async () => {
  const own = await startTestServer();
  const gone = await ChangedRoom.on(own);
  await own.kill();
  expect(await gone.change('nurse', { kind: 'name', value: 'x' })).toMatchObject({
    kind: 'refused',
    reason: 'connection-refused',
    message: expect.stringContaining('Nothing was changed.'),
  });
  await own.stop();
  await gone.end();
});
