import { expect, test } from 'vitest';
import { ok } from '../../../../electron/contract/result.ts';
import { takeEnvironmentProfile } from '../../../../electron/services/environment-profile.ts';

test('takes all three out of the environment: what stays there, pages and children inherit', () => {
  const env = { LIVEKIT_URL: 'https://lk.example/', LIVEKIT_API_KEY: ' APIx ', LIVEKIT_API_SECRET: 's', PATH: '/bin' };
  expect(takeEnvironmentProfile(env)).toEqual(ok({ url: 'wss://lk.example', apiKey: 'APIx', secret: 's' }));
  expect(env).toEqual({ PATH: '/bin' });
});

test('none set: no profile, nothing to say', () => {
  expect(takeEnvironmentProfile({ LIVEKIT_URL: '' })).toBeUndefined();
});

test('some missing: says which, and takes the others out all the same', () => {
  const env = { LIVEKIT_URL: 'wss://lk.example', LIVEKIT_API_SECRET: 'hunter2' };
  const result = takeEnvironmentProfile(env);
  expect(result).toMatchObject({ reason: 'incomplete', message: expect.stringContaining('LIVEKIT_API_KEY not set') });
  expect(JSON.stringify(result)).not.toContain('hunter2');
  expect(env).toEqual({});
});

test('a URL that is none', () => {
  const env = { LIVEKIT_URL: 'ftp://x', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 's' };
  expect(takeEnvironmentProfile(env)).toMatchObject({
    reason: 'bad-url',
    message: expect.stringContaining('LIVEKIT_URL'),
  });
});
