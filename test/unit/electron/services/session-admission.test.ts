import { describe, expect, test } from 'vitest';
import type { ParticipantInfo, RoomSummary, Session } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { SessionAdmission } from '../../../../electron/services/session-admission.ts';
import type { SessionAdmissionOptions } from '../../../../electron/services/session-admission.ts';

const room: RoomSummary = {
  sid: 'RM_1',
  name: 'consult',
  numParticipants: 1,
  numPublishers: 0,
  createdAtMs: 0,
  metadata: '',
  emptyTimeoutS: 300,
  departureTimeoutS: 20,
  maxParticipants: 0,
  activeRecording: false,
};
const nurse: ParticipantInfo = {
  identity: 'nurse',
  sid: 'PA_1',
  name: '',
  state: 'active',
  kind: 'standard',
  metadata: '',
  attributes: {},
  permissions: undefined,
  joinedAtMs: 0,
  isPublisher: false,
  tracks: [],
};
const observing: Session = {
  id: 's1',
  profileId: 'p1',
  room: 'consult',
  role: { kind: 'observe', as: 'agent' },
  identity: 'room-console-observer-1',
  waitingForRoom: false,
};
const joining = (identity: string, roomName = 'consult'): Session => ({
  ...observing,
  room: roomName,
  identity,
  role: { kind: 'participate', identity, name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: true },
});

function makeAdmission(
  change: Partial<SessionAdmissionOptions> & { rooms?: RoomSummary[]; people?: ParticipantInfo[] } = {},
) {
  const asked: string[] = [];
  const admission = new SessionAdmission({
    credentialsOf: () => ok({ url: 'ws://127.0.0.1:20000', apiKey: 'k', secret: 'hunter22' }),
    mayParticipate: () => ok(undefined),
    apiOf: () => ({
      listRooms: async (names) => {
        asked.push(`rooms ${names.join()}`);
        return ok({ rooms: change.rooms ?? [room], latencyMs: 1, listedAtMs: 0 });
      },
      listParticipants: async (name) => {
        asked.push(`people ${name}`);
        return ok(change.people ?? []);
      },
    }),
    mint: async (_credentials, request) => {
      asked.push(`mint ${request.identity}`);
      return 'TOKEN';
    },
    checkJoin: async () => {
      asked.push('check');
      return ok(undefined);
    },
    ...change,
  });
  const admit = (session: Session, takeOverIdentity = false) => admission.admit({ session, takeOverIdentity });
  return { admission, admit, asked };
}

test('with a read-only profile nobody joins but to observe, and nobody is asked', async () => {
  const { admit, asked } = makeAdmission({ mayParticipate: () => refused('read-only', 'read only') });
  expect(await admit(joining('me'))).toEqual(refused('read-only', 'read only'));
  expect(asked).toEqual([]);
  expect(await admit(observing)).toMatchObject({ ok: true });
});

describe('observing', () => {
  test('looks first, then gives just what the page needs', async () => {
    const { admit, asked } = makeAdmission();
    expect(await admit(observing)).toEqual(
      ok({ session: observing, url: 'ws://127.0.0.1:20000', token: 'TOKEN', loopback: true }),
    );
    expect(asked).toEqual(['rooms consult', 'mint room-console-observer-1', 'check']);
  });

  test('never creates a room: no token is even made', async () => {
    const { admit, asked } = makeAdmission({ rooms: [] });
    expect(await admit(observing)).toEqual({
      ok: false,
      kind: 'refused',
      reason: 'room-not-found',
      message:
        'There is no room “consult” now. Observing would create it, so nothing was done. Create it first, join as a ' +
        'participant, or wait until somebody opens it.',
    });
    expect(asked).toEqual(['rooms consult']);
  });
});

describe('participating', () => {
  test('joins where nobody has the identity; the room may be new', async () => {
    const { admit, asked } = makeAdmission({ rooms: [], people: [nurse] });
    expect(await admit(joining('ops'))).toMatchObject({ ok: true });
    expect(asked).toEqual(['people consult', 'rooms consult', 'mint ops', 'check']);
  });

  test('an identity that is taken is refused, unless taken over on purpose', async () => {
    const { admit } = makeAdmission({ people: [nurse] });
    expect(await admit(joining('nurse'))).toMatchObject({ reason: 'identity-taken' });
    expect(await admit(joining('nurse'), true)).toMatchObject({ ok: true });
  });

  test('somebody who is just leaving has it no more', async () => {
    const { admit } = makeAdmission({ people: [{ ...nurse, state: 'disconnected' }] });
    expect(await admit(joining('nurse'))).toMatchObject({ ok: true });
  });

  test.each([
    [joining(' '), 'The identity is empty'],
    [joining('ops', ' '), 'The room name is empty'],
  ])('blank fields are refused before anybody is asked', async (session, sentence) => {
    const { admit, asked } = makeAdmission();
    expect(await admit(session)).toMatchObject({ reason: 'bad-input', message: expect.stringContaining(sentence) });
    expect(asked).toEqual([]);
  });

  test('the server’s own limits are the server’s own words', async () => {
    const no = refused('invalid', 'too long');
    const { admit } = makeAdmission({ checkJoin: () => Promise.resolve(no) });
    expect(await admit(joining('ops'))).toEqual(no);
  });
});

test('without credentials, or with a server that is away, the reason is passed on', async () => {
  const gone = refused('profile-not-found', 'gone');
  expect(await makeAdmission({ credentialsOf: () => gone }).admit(observing)).toEqual(gone);
  const away = refused('connection-refused', 'away');
  const none = { listRooms: () => Promise.resolve(away), listParticipants: () => Promise.resolve(away) };
  expect(await makeAdmission({ apiOf: () => none }).admit(observing)).toEqual(away);
  expect(await makeAdmission({ apiOf: () => none }).admit(joining('ops'))).toEqual(away);
  expect(await makeAdmission({ apiOf: () => none }).admission.roomIsThere(observing)).toEqual(away);
});

describe('waiting to enter', () => {
  const small = { ...room, maxParticipants: 1 };
  const agent = { ...nurse, identity: 'bot', kind: 'agent' as const };
  const asStandard: Session = { ...observing, role: { kind: 'observe', as: 'standard' } };

  test.each([
    ['a room that is not there', [], [], joining('ops'), false],
    ['a room without a limit', [room], [nurse], joining('ops'), true],
    ['a seat that is free, agents taking none', [small], [agent], joining('ops'), true],
    ['one who is leaving', [small], [{ ...nurse, state: 'disconnected' as const }], joining('ops'), true],
    ['an agent takes no seat', [small], [nurse], observing, true],
    ['the identity is taken: for the person to decide', [small], [nurse], joining('nurse'), true],
  ])('%s', async (_what, rooms, people, session, expected) => {
    expect(await makeAdmission({ rooms, people }).admission.canEnter(session)).toEqual(ok(expected));
  });

  test.each([joining('ops'), asStandard])('a room that is full', async (session) => {
    const { admission } = makeAdmission({ rooms: [small], people: [nurse, agent] });
    expect(await admission.canEnter(session)).toEqual(
      refused(
        'room-full',
        'Room “consult” is full: 1 of 1 seats are taken. Observing as an agent takes no seat.',
      ),
    );
  });

  test('a full room is not even tried', async () => {
    const { admit, asked } = makeAdmission({ rooms: [small], people: [nurse] });
    expect(await admit(joining('ops'))).toMatchObject({ ok: false, reason: 'room-full' });
    expect(asked).not.toContain('mint ops');
  });
});

test('roomIsThere', async () => {
  expect(await makeAdmission().admission.roomIsThere(observing)).toEqual(ok(true));
  expect(await makeAdmission({ rooms: [] }).admission.roomIsThere(observing)).toEqual(ok(false));
});
