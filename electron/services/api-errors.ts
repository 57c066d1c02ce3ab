import { refused, unknown } from '../contract/result.ts';
import type { Refused, Result } from '../contract/result.ts';
import { networkFaultOf, wasNeverSent } from './network-errors.ts';
import type { NetworkFault } from './network-errors.ts';
import { windowAdvice } from './window-advice.ts';

/** What was asked of the server API, for the sentence about its failure. */
export interface ApiCall {
  /** write: something may have changed when the answer got lost. */
  readonly effect: 'read' | 'write';
  /** As in "while deleting room “a”". */
  readonly doing: string;
  readonly host: string;
  readonly room?: string;
  readonly identity?: string;
}

/**
 * The result that a failed call of the server API stands for. Never repeats a server's text that may hold a token:
 * livekit-server echoes the whole JWT where the secret is wrong.
 *
 * reasons: host-not-found, connection-refused, unreachable, port-blocked, tls, timeout, connection-lost, unknown-key,
 * wrong-secret, clock-off, not-allowed, too-many-requests, room-not-found, participant-not-found, track-not-found,
 * nobody-there, not-reached, remote-unmute-off, invalid, not-implemented, not-livekit, server-error.
 */
export function apiFailure(error: unknown, call: ApiCall): Result<never> {
  const fault = networkFaultOf(error);
  if (fault !== undefined) return networkFailure(fault, call);
  const answer = answerOf(error);
  if (answer !== undefined) return answerFailure(answer, call);
  // The answer came, and was no LiveKit answer: JSON or protobuf did not parse.
  const noLiveKit = `${call.host} gave an answer that LiveKit does not give, ${during(call)}. Check the server URL.`;
  return call.effect === 'read' ? refused('not-livekit', noLiveKit) : unknown('not-livekit', noLiveKit);
}

/** A server's refusal: what the SDK's ServerError carries. */
interface ServerAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
}

function answerOf(error: unknown): ServerAnswer | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { status: error.status, code, message: error.message.replace(/^twirp error unknown: /, '') };
}

function networkFailure(fault: NetworkFault, call: ApiCall): Result<never> {
  const { host } = call;
  if (wasNeverSent(fault)) return refused(fault.kind, `${unsent(fault, host)}${undone(call)}`);
  if (call.effect === 'read') {
    return fault.kind === 'timeout'
      ? refused('timeout', `${host} did not answer in time, ${during(call)}. Try again in a moment.`)
      : refused('connection-lost', `The connection to ${host} broke off, ${during(call)}. Try again in a moment.`);
  }
  const lookAgain = 'It may have happened all the same: look at the current state before you repeat it.';
  return fault.kind === 'timeout'
    ? unknown('timeout', `${host} did not answer in time, ${during(call)}. ${lookAgain}`)
    : unknown('connection-lost', `The connection to ${host} broke off, ${during(call)}. ${lookAgain}`);
}

/** `host` with its port, which the Fetch standard forbids. */
export function portBlocked(host: string): string {
  return (
    `The port of ${host} belongs to another protocol, so web technology never connects to it: no LiveKit client in a ` +
    'browser can use it either, and it was not tried.'
  );
}

function unsent(fault: NetworkFault, host: string): string {
  switch (fault.kind) {
    case 'host-not-found':
      return `No address was found for ${host}. Check the spelling of the server URL, and this machine’s network.`;
    case 'connection-refused':
      return `Nothing listens at ${host}. The server is down, or the port is another one.`;
    case 'tls':
      return `No secure connection to ${host} (${fault.code}). ${windowAdvice.testToSeeWhy}`;
    case 'port-blocked':
      return `${portBlocked(host)} ${windowAdvice.changePort}`;
    default:
      return `${host} cannot be reached from here (${fault.code}). Check the network, a VPN or a firewall between.`;
  }
}

function answerFailure(answer: ServerAnswer, call: ApiCall): Result<never> {
  const refusal = authFailure(answer, call.host) ?? roomFailure(answer, call);
  if (refusal !== undefined) return refusal;
  if (answer.code === 'invalid_argument' || answer.code === 'malformed' || answer.code === 'out_of_range') {
    const said = quote(answer.message);
    return refused('invalid', `The server refuses this: ${said}. Nothing was changed; correct it and try again.`);
  }
  if (answer.status === 429 || answer.code === 'resource_exhausted') {
    const slower = 'Try again in a moment, and more slowly where it is many.';
    return refused('too-many-requests', `${call.host} is asked too often (429).${undone(call)} ${slower}`);
  }
  if (answer.code === 'unimplemented' || /^not implemented$/i.test(answer.message)) {
    return refused('not-implemented', `${call.host} cannot do that: “not implemented”.${undone(call)}`);
  }
  if (/remote unmute/i.test(answer.message)) return refused('remote-unmute-off', remoteUnmuteOff);
  const inFull =
    `${call.host} answered with an error (${answer.code ?? `HTTP ${answer.status}`}), ${during(call)}: ` +
    `${quote(answer.message)}.`;
  if (call.effect === 'write' && (answer.status >= 500 || answer.code === 'deadline_exceeded')) {
    return unknown('server-error', `${inFull} Whether it happened is not known: look at the current state.`);
  }
  return refused('server-error', inFull);
}

const remoteUnmuteOff =
  'This server does not let others unmute: its configuration has no `enable_remote_unmute: true` under `room:`. ' +
  'Nothing was changed. Ask the person to unmute.';

/** What a server says about key, secret, clock and rights; undefined where it says something else. */
export function authFailure(
  answer: { readonly status: number; readonly code?: string | undefined; readonly message: string },
  host: string,
): Refused | undefined {
  const { status, code } = answer;
  // The echoed token is random text: it may spell any of the words looked for.
  const message = answer.message.replace(/eyJ[\w-]*(\.[\w-]*)*/g, '');
  if (status === 403 || code === 'permission_denied' || /permissions? denied/i.test(message)) {
    return refused(
      'not-allowed',
      `The API key may not do this on ${host}. Use a key with the right to administer rooms.`,
    );
  }
  if (status !== 401 && code !== 'unauthenticated') return undefined;
  if (/invalid API key/i.test(message)) {
    return refused(
      'unknown-key',
      `${host} does not know this API key. Check the key; it may belong to another project.`,
    );
  }
  if (/expired|not valid yet|nbf|exp\b/i.test(message)) {
    return refused(
      'clock-off',
      `${host} refuses the time in our token: this machine’s clock and the server’s differ. Set the clock right.`,
    );
  }
  if (/signature|cryptographic/i.test(message)) {
    return refused('wrong-secret', `The API secret does not belong to this key on ${host}. ${windowAdvice.enterSecret}`);
  }
  return refused('not-allowed', `${host} does not accept this key and secret. ${windowAdvice.testConnection}`);
}

function roomFailure(answer: ServerAnswer, call: ApiCall): Refused | undefined {
  const room = call.room === undefined ? 'the room' : `room ${quote(call.room)}`;
  if (answer.code === 'not_found' || (answer.status === 404 && answer.code !== undefined)) {
    if (answer.code === 'bad_route') return undefined;
    if (/track/i.test(answer.message)) return refused('track-not-found', `There is no such track (any more).${undone(call)}`);
    if (call.identity !== undefined && !/room/i.test(answer.message)) {
      return refused(
        'participant-not-found',
        `${quote(call.identity)} is not in ${room} (any more).${undone(call)}`,
      );
    }
    return refused('room-not-found', `There is no ${room} on ${call.host} (any more).${undone(call)}`);
  }
  // No server took the call (psrpc, ErrNoResponse and “no servers available”), so nothing can have happened.
  if (answer.status === 503 && /no response from servers|no servers available/i.test(answer.message)) {
    if (call.identity !== undefined) {
      return refused(
        'not-reached',
        `No server answered for ${quote(call.identity)} in ${room}: the participant has left, or the server that it is ` +
          `connected to is down.${undone(call)}`,
      );
    }
    return refused('nobody-there', `Nobody is in ${room}, so no server answered for it.${undone(call)}`);
  }
  return undefined;
}

/** A read does nothing anyway. */
function undone(call: ApiCall): string {
  return call.effect === 'write' ? ' Nothing was done.' : '';
}

function during(call: ApiCall): string {
  return `while ${call.doing}`;
}

/** Someone else's text inside a sentence of ours: one line, of a bounded length, tokens left out. */
export function quote(text: string): string {
  const line = text
    .replace(/eyJ[\w.-]+/g, '[token]')
    .replace(/\s+/g, ' ')
    .trim();
  return `“${line.length > 120 ? `${line.slice(0, 119)}…` : line}”`;
}
