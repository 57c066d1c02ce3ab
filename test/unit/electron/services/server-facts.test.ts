import { describe, expect, it } from 'vitest';
import type { ServerFacts } from '../../../../electron/contract/server-facts.ts';
import { KnownServers } from '../../../../electron/services/server-facts.ts';

function make() {
  const told: ServerFacts[] = [];
  return { told, servers: new KnownServers({ onChanged: (facts) => told.push(facts), now: () => 7 }) };
}

describe('KnownServers', () => {
  it('knows nothing until somebody joined', () => {
    const { servers } = make();
    expect(servers.of('p1')).toMatchObject({ profileId: 'p1', version: '', region: '', toldAtMs: undefined });
  });

  it('keeps what a join told, for each profile, and tells it once', () => {
    const { servers, told } = make();
    servers.learnJoin('p1', { version: '1.9.0', region: 'eu' });
    servers.learnJoin('p1', { version: '1.9.0', region: 'eu' });
    // The report of a session that has not joined yet.
    servers.learnJoin('p1', { version: '', region: '' });
    expect(servers.of('p1')).toMatchObject({ version: '1.9.0', region: 'eu', toldAtMs: 7 });
    expect(servers.of('p2').version).toBe('');
    expect(told).toHaveLength(1);
  });

  it('learns from an unmute, and forgets with the profile', () => {
    const { servers, told } = make();
    servers.learnUnmute('p1', 'refused');
    expect(servers.of('p1').remoteUnmute).toBe('refused');
    servers.forget('p1');
    servers.forget('p1');
    expect([servers.of('p1').remoteUnmute, told.length]).toEqual(['not-tried', 2]);
  });
});
