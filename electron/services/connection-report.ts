import type { ConnectionReport } from '../contract/domain.ts';
import { authFailure, portBlocked, quote } from './api-errors.ts';
import type { NetworkFault } from './network-errors.ts';

/** What came of the one request that a connection test makes. */
export type ProbeOutcome =
  | { readonly kind: 'fault'; readonly fault: NetworkFault }
  | { readonly kind: 'answer'; readonly answer: ProbeAnswer }
  /** An error that is no network fault: the sentence of the runtime. */
  | { readonly kind: 'error'; readonly message: string };

export interface ProbeAnswer {
  readonly status: number;
  /** The first few kB. */
  readonly body: string;
  /** Where a redirect points to. */
  readonly location: string | undefined;
  /** The HTTP Date header. */
  readonly date: string | undefined;
  /** Epoch ms of this machine, half way between question and answer. */
  readonly askedAtMs: number;
  readonly latencyMs: number;
}

/** A token is refused beyond one minute (leeway of the server's JWT library); half of it is worth a word. */
const clockWorthSayingS = 30;

type Finding = Pick<ConnectionReport, 'outcome' | 'title' | 'message'>;

/** Turns the outcome into words that say what to do. Pure. `url` is the mended one that was tried. */
export function connectionReport(url: string, probe: ProbeOutcome): ConnectionReport {
  const host = new URL(url).host;
  const none = { url, latencyMs: undefined, clockOffsetS: undefined };
  if (probe.kind === 'fault') return { ...faultFinding(url, host, probe.fault), ...none };
  if (probe.kind === 'error') {
    const message = `The test failed before an answer came: ${quote(probe.message)}. Check the server URL.`;
    return { outcome: 'unclear', title: 'The test did not get through', message, ...none };
  }
  const { answer } = probe;
  const clockOffsetS = clockOffset(answer);
  const finding = answerFinding(url, host, answer, clockOffsetS);
  return { ...finding, url, latencyMs: Math.round(answer.latencyMs), clockOffsetS };
}

function faultFinding(url: string, host: string, fault: NetworkFault): Finding {
  switch (fault.kind) {
    case 'host-not-found':
      return {
        outcome: 'host-not-found',
        title: 'Host not found',
        message: `No address was found for ${host}. Check the spelling, and this machine’s network and DNS.`,
      };
    case 'connection-refused':
      return {
        outcome: 'connection-refused',
        title: 'Connection refused',
        message: `Nothing listens at ${host}. Is the server running, and is this its port? LiveKit’s default is 7880.`,
      };
    case 'unreachable':
    case 'timeout':
      return {
        outcome: 'unreachable',
        title: 'No answer',
        message: `${host} did not answer. A firewall, a VPN that is off, or a wrong port are the usual causes.`,
      };
    case 'port-blocked':
      return {
        outcome: 'unreachable',
        title: 'This port cannot be used',
        message: `${portBlocked(host)} Check the port, or let the server listen on another one; the default is 7880.`,
      };
    case 'tls':
      return { outcome: 'tls-failure', title: 'TLS failure', message: tlsMessage(url, host, fault.code) };
    case 'lost':
      return {
        outcome: 'unclear',
        title: 'The connection broke off',
        message: `${host} took the connection and then dropped it (${fault.code}). ${schemeHint(url)}`,
      };
  }
}

function tlsMessage(url: string, host: string, code: string): string {
  if (/WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH|RECORD/.test(code)) {
    return `${host} does not speak TLS on this port. Use ${url.replace(/^wss/, 'ws')}, or the port that has TLS.`;
  }
  if (code === 'CERT_HAS_EXPIRED')
    return `The certificate of ${host} has expired. Renew it, or check this machine’s date.`;
  if (code === 'CERT_NOT_YET_VALID') return `The certificate of ${host} is not valid yet. Check this machine’s date.`;
  if (/ALTNAME|HOSTNAME/.test(code)) {
    return `The certificate of ${host} was made for another name. Use the name in the certificate.`;
  }
  if (/SELF_SIGNED|UNABLE_TO|VERIFY/.test(code)) {
    return (
      `The certificate of ${host} is not signed by an authority this machine trusts (${code}). Use one of a public ` +
      'authority, or add yours to those that this system trusts.'
    );
  }
  return `No secure connection to ${host} (${code}). Check the certificate and the port.`;
}

function answerFinding(url: string, host: string, answer: ProbeAnswer, clockOffsetS: number | undefined): Finding {
  const { status, body } = answer;
  if (status >= 300 && status < 400) return redirectFinding(host, answer.location);
  const parsed = twirpError(body);
  const refusal = authFailure({ status, code: parsed?.code, message: parsed?.message ?? body }, host);
  if (refusal !== undefined && isFromLivekit(status, body)) return refusalFinding(refusal, host, clockOffsetS);
  if (status === 200 && hasRooms(body)) return okFinding(host, clockOffsetS);
  if (status === 400 && /HTTP request to an HTTPS server|plain HTTP request/i.test(body)) {
    const message = `${host} wants TLS on this port. Use ${url.replace(/^ws:/, 'wss:')}.`;
    return { outcome: 'tls-failure', title: 'TLS needed', message };
  }
  if (status >= 500) {
    return {
      outcome: 'unclear',
      title: `The server answered with an error (HTTP ${status})`,
      message:
        `${host} is there, but it, or a proxy before it, failed: ${quote(parsed?.message ?? body)}. Try again in a ` +
        'moment; if it stays, look at the server’s log.',
    };
  }
  return {
    outcome: 'not-livekit',
    title: 'Not a LiveKit server',
    message: `Something answers at ${host} (HTTP ${status}), but not LiveKit’s server API. Check host and port.`,
  };
}

function okFinding(host: string, clockOffsetS: number | undefined): Finding {
  const off = clockOffsetS !== undefined && Math.abs(clockOffsetS) > clockWorthSayingS;
  return {
    outcome: 'ok',
    title: 'Connected',
    message: off
      ? `${host} accepts this key and secret. ${clockSentence(clockOffsetS)} Above a minute it will refuse you.`
      : `${host} accepts this key and secret.`,
  };
}

function refusalFinding(
  refusal: { readonly reason: string; readonly message: string },
  host: string,
  clockOffsetS: number | undefined,
): Finding {
  switch (refusal.reason) {
    case 'unknown-key':
      return { outcome: 'unknown-key', title: 'Unknown API key', message: refusal.message };
    case 'wrong-secret':
      return {
        outcome: 'wrong-secret',
        title: 'The server refuses this secret',
        message:
          `${host} knows the key, but the secret does not belong to it. ${clockAgreement(clockOffsetS)}Copy the ` +
          'secret again from the server’s keys setting and test once more.',
      };
    case 'clock-off':
      return {
        outcome: 'clock-off',
        title: clockOffsetS === undefined ? 'Clock off' : `Clock off by ${seconds(clockOffsetS)}`,
        message:
          clockOffsetS === undefined
            ? refusal.message
            : `${host} refuses the time in our token. ${clockSentence(clockOffsetS)} Set the one that is wrong.`,
      };
    default:
      return { outcome: 'not-allowed', title: 'Not allowed', message: refusal.message };
  }
}

function redirectFinding(host: string, location: string | undefined): Finding {
  const secure = /^https:\/\/[^/?#]+/.exec(location ?? '')?.[0];
  return {
    outcome: 'not-livekit',
    title: 'Redirected',
    message:
      secure === undefined
        ? `${host} sends requests elsewhere, which LiveKit does not do. Check the host and the port.`
        : `${host} sends requests on to ${secure}. Try ${secure.replace(/^https/, 'wss')} as the server URL.`,
  };
}

/** Server's clock minus this machine's; the header has whole seconds, cut off, so half of one is added. */
function clockOffset(answer: ProbeAnswer): number | undefined {
  const server = answer.date === undefined ? Number.NaN : Date.parse(answer.date);
  if (Number.isNaN(server)) return undefined;
  // `+ 0` makes 0 of the -0 that Math.round gives.
  return Math.round((server + 500 - answer.askedAtMs) / 1_000) + 0;
}

function clockSentence(offsetS: number): string {
  const direction = offsetS > 0 ? 'behind' : 'ahead of';
  return `This machine’s clock is ${seconds(offsetS)} ${direction} the server’s.`;
}

/** The server checks the signature first, so a wrong secret can hide a wrong clock. */
function clockAgreement(offsetS: number | undefined): string {
  if (offsetS === undefined) return '';
  if (Math.abs(offsetS) > clockWorthSayingS) return `${clockSentence(offsetS)} `;
  return 'The clocks agree, so time is not the cause. ';
}

/** 3725 → "1 h 2 min 5 s" */
function seconds(offsetS: number): string {
  const total = Math.abs(offsetS);
  const parts = [
    [Math.floor(total / 3_600), 'h'],
    [Math.floor((total % 3_600) / 60), 'min'],
    [total % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.length === 0 ? '0 s' : shown.join(' ');
}

function schemeHint(url: string): string {
  return url.startsWith('wss:')
    ? 'Check the port; if the server has no TLS, the URL begins with ws://.'
    : 'Check the port; if the server wants TLS, the URL begins with wss://.';
}

interface TwirpError {
  readonly code: string;
  readonly message: string;
}

function twirpError(body: string): TwirpError | undefined {
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed) || !('msg' in parsed)) return undefined;
  return { code: String(parsed.code), message: String(parsed.msg) };
}

/** ListRooms of a server without rooms answers `{"rooms":[]}`; some proto3 writers leave an empty list out. */
function hasRooms(body: string): boolean {
  const trimmed = body.trim();
  return trimmed === '{}' || /^\{\s*"rooms"\s*:/.test(trimmed);
}

/** A proxy's login page is a 401 too; LiveKit's own refusals are Twirp's JSON or one of these plain sentences. */
function isFromLivekit(status: number, body: string): boolean {
  return (
    twirpError(body) !== undefined || (status === 401 && /^\s*(invalid (token|API key)|permissions denied)/i.test(body))
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
