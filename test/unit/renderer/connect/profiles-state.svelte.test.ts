import { describe, expect, it } from 'vitest';
import { ok, refused } from '../../../../electron/contract/result.ts';
import { ProfilesState } from '../../../../renderer/connect/profiles-state.svelte.ts';
import { FakeBridge, makeProfile } from '../fake-bridge.ts';

describe('ProfilesState', () => {
  it('reads the list, takes each new one, and lets go', async () => {
    const bridge = new FakeBridge({ listProfiles: () => ok([makeProfile()]) });
    const state = new ProfilesState(bridge);
    const stop = state.start();
    await Promise.resolve();
    await Promise.resolve();
    expect(state.find('p1')?.name).toBe('Clinic EU');
    bridge.emit('profilesChanged', [makeProfile({ id: 'p2' })]);
    expect(state.find('p1')).toBeUndefined();
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it('does not put an old answer over a newer event', async () => {
    const bridge = new FakeBridge({ listProfiles: () => ok([]) });
    const state = new ProfilesState(bridge);
    state.start();
    bridge.emit('profilesChanged', [makeProfile()]);
    await Promise.resolve();
    await Promise.resolve();
    expect(state.list).toHaveLength(1);
  });

  it('renames without touching the secret', async () => {
    const bridge = new FakeBridge({ saveProfile: () => refused('x', 'No.') });
    await new ProfilesState(bridge).rename(makeProfile({ secretPlace: 'file' }), 'North');
    expect(bridge.inputs('saveProfile')).toMatchObject([{ id: 'p1', name: 'North', withoutKeyring: 'file' }]);
    expect(bridge.inputs('saveProfile')[0]).not.toHaveProperty('secret');
  });
});
