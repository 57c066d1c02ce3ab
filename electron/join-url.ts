import { z } from './contract/zod.ts';

const joinClaims = z.object({ sub: z.string() });

/**
 * The identity with which a request would join a room, or come back into it: livekit-client puts the access token into
 * the query of its signal connection. Undefined for every other request. Pure; the token is not verified, since only
 * our own page is asked about.
 */
export function joiningIdentity(url: string): string | undefined {
  const token = /^wss?:[^#]*[?&]access_token=([^&#]+)/.exec(url)?.[1];
  const claims = token?.split('.')[1];
  if (claims === undefined) return undefined;
  try {
    const parsed = joinClaims.safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.sub : undefined;
  } catch {
    return undefined;
  }
}
