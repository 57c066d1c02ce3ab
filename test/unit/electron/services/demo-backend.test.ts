import { expect, test } from 'vitest';
import { ok } from '../../../../electron/contract/result.ts';
import { DemoBackend } from '../../../../electron/services/demo-backend.ts';

test('changes the room metadata again and again, until it is stopped', () => {
  const said: string[] = [];
  const due: (() => void)[] = [];
  const backend = new DemoBackend({
    api: {
      updateRoomMetadata: (room, metadata) => {
        said.push(`${room} ${metadata}`);
        return Promise.resolve(ok({} as never));
      },
    },
    schedule: (run) => {
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    },
  });
  backend.start();
  due.shift()?.();
  due.shift()?.();
  expect(said).toEqual([expect.stringContaining('"queue":4'), expect.stringContaining('"queue":5')]);
  backend.stop();
  expect(due).toEqual([]);
});
