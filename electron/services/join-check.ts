import { ok, refused } from '../contract/result.ts';
import type { Result } from '../contract/result.ts';
import { apiUrl } from '../contract/server-url.ts';
import { quote } from './api-errors.ts';

/** A server that is slow here is no reason not to join: the join itself will tell. ms */
const patience = 5_000;

/**
 * Asks the server what it thinks of a join token, without joining: `/rtc/validate`, which livekit-client asks too when
 * a join has failed. So limits that a server configures (length of identity and room name) are refused by the server
 * itself, with its own numbers, before a tab opens. It creates no room.
 *
 * Refused as `invalid` with the server's sentence; ok also where the server has no such answer.
 */
export async function checkJoin(fetchIt: typeof fetch, serverUrl: string, token: string): Promise<Result<undefined>> {
  try {
    const response = await fetchIt(`${apiUrl(serverUrl)}/rtc/validate`, {
      // In a header, not in the URL: URLs end up in the logs of proxies.
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const said = (await response.text()).slice(0, 1_000);
    if (response.status !== 400) return ok(undefined);
    return refused('invalid', `The server refuses this join: ${quote(said)}. Change it and try again.`);
  } catch {
    return ok(undefined);
  }
}
