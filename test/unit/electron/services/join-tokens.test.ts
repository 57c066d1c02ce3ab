import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SessionRole } from '../../../../electron/contract/domain.ts';
import {
  grantOf,
  mintJoinToken,
  mintRoomListToken,
  observerIdentity,
} from '../../../../electron/services/join-tokens.ts';

const credentials = { url: 'wss://lk.example', apiKey: 'APIx', secret: 'a-secret-of-this-test-only' };
const participate: SessionRole = {
  kind: 'participate',
  identity: 'ops',
  name: 'Ops',
  metadata: '{"a":1}',
  attributes: { hand: 'up' },
  canUpdateOwnMetadata: true,
};

/** Checks the signature and gives the claims. */
function claimsOf(token: string): Record<string, unknown> {
  const [head = '', body = '', signature] = token.split('.');
  expect(signature).toBe(createHmac('sha256', credentials.secret).update(`${head}.${body}`).digest('base64url'));
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

const lifetime = (claims: Record<string, unknown>): number => Number(claims['exp']) - Number(claims['nbf']);

describe('an observer', () => {
  test('is hidden, cannot send, and as an agent takes no seat', async () => {
    const role = { kind: 'observe', as: 'agent' } as const;
    const claims = claimsOf(await mintJoinToken(credentials, { room: 'demo', role, identity: 'x' }));
    expect(claims).toEqual({
      iss: 'APIx',
      sub: 'x',
      kind: 'agent',
      exp: expect.any(Number),
      nbf: expect.any(Number),
      video: {
        roomJoin: true,
        room: 'demo',
        hidden: true,
        canPublish: false,
        canPublishData: false,
        canSubscribe: false,
        canUpdateOwnMetadata: false,
      },
    });
    expect(lifetime(claims)).toBeLessThanOrEqual(600);
  });

  test('as a standard participant has no kind', async () => {
    const role = { kind: 'observe', as: 'standard' } as const;
    const claims = claimsOf(await mintJoinToken(credentials, { room: 'demo', role, identity: 'x' }));
    expect(claims).not.toHaveProperty('kind');
  });

  test('has an identity with the known prefix and 96 random bits', () => {
    const identity = observerIdentity((size) => new Uint8Array(size).fill(255));
    expect(identity).toBe(`room-console-observer-${'f'.repeat(24)}`);
  });
});

describe('a participant', () => {
  test('is visible, may send data but no media, and carries what was chosen', async () => {
    const claims = claimsOf(await mintJoinToken(credentials, { room: 'demo', role: participate, identity: 'ops' }));
    expect(claims).toEqual({
      iss: 'APIx',
      sub: 'ops',
      name: 'Ops',
      metadata: '{"a":1}',
      attributes: { hand: 'up' },
      exp: expect.any(Number),
      nbf: expect.any(Number),
      video: {
        roomJoin: true,
        room: 'demo',
        hidden: false,
        canPublish: false,
        canPublishData: true,
        canSubscribe: false,
        canUpdateOwnMetadata: true,
      },
    });
  });

  test('with nothing chosen carries nothing', async () => {
    const role = { ...participate, name: '', metadata: '', attributes: {}, canUpdateOwnMetadata: false };
    const claims = claimsOf(await mintJoinToken(credentials, { room: 'demo', role, identity: 'ops' }));
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
  });
});

test('no join token ever administers', () => {
  const roles: readonly SessionRole[] = [
    participate,
    { kind: 'observe', as: 'agent' },
    { kind: 'observe', as: 'standard' },
  ];
  for (const role of roles) {
    expect(Object.keys(grantOf('demo', role)).sort()).toEqual([
      'canPublish',
      'canPublishData',
      'canSubscribe',
      'canUpdateOwnMetadata',
      'hidden',
      'room',
      'roomJoin',
    ]);
  }
});

test('a room list token does that and nothing else, for a minute', async () => {
  const claims = claimsOf(await mintRoomListToken(credentials));
  expect(claims['video']).toEqual({ roomList: true });
  expect(lifetime(claims)).toBeLessThanOrEqual(60);
});

test('an empty key or secret is a bug: the SDK would take another server’s from the environment', async () => {
  await expect(mintRoomListToken({ ...credentials, secret: '' })).rejects.toThrow('needs a key and a secret');
  await expect(mintRoomListToken({ ...credentials, apiKey: '' })).rejects.toThrow('needs a key and a secret');
});
