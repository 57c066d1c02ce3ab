import { describe, expect, it } from 'vitest';
import type { ParticipantInfo, Session } from '../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../electron/contract/result.ts';
import type { Result } from '../../../../electron/contract/result.ts';
import { KnownServers } from '../../../../electron/services/server-facts.ts';
import { ServerTrial } from '../../../../electron/services/server-trial.ts';
import { makeRoom } from '../../renderer/fake-bridge.ts';
import { makeParticipant } from '../../renderer/support.ts';

const notImplemented = refused('not-implemented', 'lk.example cannot do that.');

function make(given: { created?: (room: string) => Result<undefined>; state?: ParticipantInfo['state']; move?: Result<undefined> } = {}) {
  const calls: string[] = [];
  let now = 0;
  const servers = new KnownServers({ onChanged: () => undefined, now: () => now });
  const trial = new ServerTrial({
    apiOf: () =>
      ok({
        getParticipant: () => Promise.resolve(ok(makeParticipant({ state: given.state ?? 'active' }))),
        moveParticipant: (room, identity, to) => {
          calls.push(`move ${identity} ${room} ${to}`);
          return Promise.resolve(given.move ?? notImplemented);
        },
        forwardParticipant: () => {
          calls.push('forward');
          return Promise.resolve(notImplemented);
        },
      }),
    createRoom: (_profileId, { room }) => {
      calls.push(`create ${room}`);
      const made = given.created?.(room) ?? ok(undefined);
      return Promise.resolve(made.ok ? ok(makeRoom(room)) : made);
    },
    deleteRoom: (_profileId, room) => {
      calls.push(`delete ${room}`);
      return Promise.resolve(ok(undefined));
    },
    sessions: {
      open: ({ profileId, room, role }) => {
        calls.push(`open ${room} ${trial.isTrial({ room })}`);
        const session: Session = { id: 's1', profileId, room, role, identity: room, waitingForRoom: false };
        return Promise.resolve(ok(session));
      },
      close: (id) => void calls.push(`close ${id}`),
    },
    learn: (profileId, tried) => servers.learnCalls(profileId, tried),
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    newName: () => 'x',
    now: () => now,
  });
  return { trial, calls, servers };
}

const [from, to] = ['room-console-try-x', 'room-console-try-x-to'];

describe('ServerTrial', () => {
  it('tries on its own participant only, and leaves nothing behind', async () => {
    const { trial, calls, servers } = make();
    const result = await trial.run('p1');
    expect(result).toMatchObject({ ok: true, value: { move: { state: 'not-implemented' }, forward: { state: 'not-implemented' } } });
    expect(calls).toEqual([`create ${from}`, `create ${to}`, `open ${from} true`, 'forward', `move ${from} ${from} ${to}`, 'close s1', `delete ${from}`, `delete ${to}`]);
    expect(servers.of('p1').move.state).toBe('not-implemented');
    expect(trial.isTrial({ room: from })).toBe(false);
  });

  it('tells an answer that is neither as unclear', async () => {
    const { trial } = make({ move: refused('server-error', 'Broken.') });
    expect(await trial.run('p1')).toMatchObject({ value: { move: { state: 'unclear', message: 'Broken.' } } });
  });

  it('takes the first room back where the second is refused', async () => {
    const { trial, calls } = make({ created: (room) => (room === to ? refused('not-allowed', 'No.') : ok(undefined)) });
    expect(await trial.run('p1')).toMatchObject({ ok: false, reason: 'not-allowed' });
    expect(calls).toEqual([`create ${from}`, `create ${to}`, `delete ${from}`]);
  });

  it('gives up on a participant that does not get in', async () => {
    const { trial, calls } = make({ state: 'joining' });
    expect(await trial.run('p1')).toMatchObject({ ok: false, reason: 'not-joined' });
    expect(calls).not.toContain('forward');
    expect(calls.slice(-2)).toEqual([`delete ${from}`, `delete ${to}`]);
  });

  it('runs once at a time', async () => {
    const { trial } = make();
    const first = trial.run('p1');
    expect(await trial.run('p1')).toMatchObject({ ok: false, reason: 'busy' });
    expect(await first).toMatchObject({ ok: true });
  });
});
