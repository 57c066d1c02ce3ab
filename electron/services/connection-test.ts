import type { ConnectionReport } from '../contract/domain.ts';
import { apiUrl } from '../contract/server-url.ts';
import { connectionReport } from './connection-report.ts';
import type { ProbeOutcome } from './connection-report.ts';
import type { Credentials } from './credentials.ts';
import { mintRoomListToken } from './join-tokens.ts';
import { networkFaultOf } from './network-errors.ts';

export interface ConnectionTestOptions {
  readonly fetch: typeof fetch;
  /** Epoch ms. */
  readonly now: () => number;
  /** No answer after so long is an answer too, ms. */
  readonly timeoutMs: number;
}

/** Enough to tell LiveKit's answer from another's; a server must not fill our memory. */
const bodyBytes = 16 * 1_024;

/** Asks a server one harmless question (list rooms) and says what its answer, or the lack of one, means. */
export class ConnectionTest {
  readonly #options: ConnectionTestOptions;

  constructor(options: ConnectionTestOptions) {
    this.#options = options;
  }

  async run(credentials: Credentials, signal: AbortSignal): Promise<ConnectionReport> {
    return connectionReport(credentials.url, await this.#probe(credentials, signal));
  }

  async #probe(credentials: Credentials, signal: AbortSignal): Promise<ProbeOutcome> {
    const token = await mintRoomListToken(credentials);
    const { now, timeoutMs } = this.#options;
    const stop = new AbortController();
    const giveUp = (): void => stop.abort(new DOMException('no answer in time', 'TimeoutError'));
    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    const startedAt = now();
    try {
      const response = await this.#options.fetch(`${apiUrl(credentials.url)}/twirp/livekit.RoomService/ListRooms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{}',
        redirect: 'manual',
        signal: stop.signal,
      });
      const answeredAt = now();
      return {
        kind: 'answer',
        answer: {
          status: response.status,
          body: await firstBytes(response),
          location: response.headers.get('location') ?? undefined,
          date: response.headers.get('date') ?? undefined,
          askedAtMs: (startedAt + answeredAt) / 2,
          latencyMs: answeredAt - startedAt,
        },
      };
    } catch (error) {
      const fault = networkFaultOf(error);
      return fault === undefined ? { kind: 'error', message: messageOf(error) } : { kind: 'fault', fault };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      stop.abort();
    }
  }
}

async function firstBytes(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size < bodyBytes;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
