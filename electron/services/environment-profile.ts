import type { Result } from '../contract/result.ts';
import { mendServerUrl } from '../contract/server-url.ts';
import { ok, refused } from '../contract/result.ts';
import type { Credentials } from './credentials.ts';

const names = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const;

/**
 * Takes LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET out of the environment: read once, then deleted, since
 * child processes and pages inherit what stays there, and since the server SDK falls back to them.
 *
 * @returns undefined where none is set; refused (`incomplete`, `bad-url`) where they make no profile.
 */
export function takeEnvironmentProfile(env: NodeJS.ProcessEnv): Result<Credentials> | undefined {
  const [url = '', apiKey = '', secret = ''] = names.map((name) => env[name]?.trim() ?? '');
  delete env['LIVEKIT_URL'];
  delete env['LIVEKIT_API_KEY'];
  delete env['LIVEKIT_API_SECRET'];
  if (url === '' && apiKey === '' && secret === '') return undefined;
  const given = { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: secret };
  const missing = names.filter((name) => given[name] === '');
  if (missing.length > 0) {
    return refused('incomplete', `No profile from the environment: ${missing.join(' and ')} not set.`);
  }
  const mended = mendServerUrl(url);
  if (!mended.ok) return refused(mended.reason, `No profile from the environment: LIVEKIT_URL: ${mended.message}`);
  return ok({ url: mended.value, apiKey, secret });
}
