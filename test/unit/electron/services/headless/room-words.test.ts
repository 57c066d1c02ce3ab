import { expect, test } from 'vitest';
import type { Session } from '../../../../../electron/contract/domain.ts';
import { RoomWords } from '../../../../../electron/services/headless/room-words.ts';

const session: Session = {
  id: 's1',
  profileId: 'p',
  room: 'R',
  role: { kind: 'observe', as: 'agent' },
  identity: 'me',
  waitingForRoom: true,
};

test('each change is said once', () => {
  const said: string[] = [];
  const words = new RoomWords('R', (line) => said.push(line));
  words.session(session);
  words.session(session);
  words.session({ ...session, waitNote: 'away' });
  words.session({ ...session, waitNote: 'away' });
  words.session({ ...session, waitingForRoom: false });
  words.state('joining', 'me');
  words.state('connected', 'me');
  words.state('resuming', 'me', 'connected');
  words.state('connected', 'me', 'resuming');
  words.state('resuming', 'me');
  words.state('rejoining', 'me');
  words.state('connected', 'me');
  words.state('disconnected', 'me');
  words.session(session);
  expect(said).toEqual([
    'Room “R” does not exist yet: waiting for it. It is not created.',
    'Waiting for room “R”: away',
    'Joined room “R” as “me”.',
    'The connection to room “R” is lost; it is being made again.',
    'The connection to room “R” is back. Whether all that was sent meanwhile arrived is not known.',
    'The connection to room “R” is lost; it is being made again.',
    'Joined room “R” again as “me”.',
    'Room “R” has ended, or the connection to it: waiting for it.',
  ]);
});
