/** Why a request got no answer at all. */
export type NetworkFaultKind =
  | 'host-not-found'
  | 'connection-refused'
  | 'unreachable'
  | 'timeout'
  /** One of the ports that `fetch` never connects to (https://fetch.spec.whatwg.org/#port-blocking). */
  | 'port-blocked'
  | 'tls'
  /** The connection broke after the request may have left. */
  | 'lost';

export interface NetworkFault {
  readonly kind: NetworkFaultKind;
  /** The system's or the TLS library's own code, such as ECONNREFUSED. */
  readonly code: string;
}

const kinds: Readonly<Record<string, NetworkFaultKind>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EAI_NODATA: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'unreachable',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  UND_ERR_SOCKET: 'lost',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  // OpenSSL's codes do not share a prefix; these are the ones a certificate or a wrong port gives.
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
};

/**
 * Reads an error of `fetch`: the reason stands in its cause, or in one of several where a host has several addresses.
 * Undefined for anything that is no network fault.
 */
export function networkFaultOf(error: unknown): NetworkFault | undefined {
  // AbortSignal.timeout() throws this; its own sentence says nothing more.
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout', code: 'TimeoutError' };
  for (const code of codesOf(error, 0)) {
    const kind = kinds[code] ?? (/^(CERT_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/.test(code) ? 'tls' : undefined);
    if (kind !== undefined) return { kind, code };
  }
  if (isBadPort(error)) return { kind: 'port-blocked', code: 'bad port' };
  return undefined;
}

/** undici gives this no code, only these words. */
function isBadPort(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';
}

/** True where the request cannot have reached the server, so that nothing can have happened. */
export function wasNeverSent(fault: NetworkFault): boolean {
  return fault.kind !== 'timeout' && fault.kind !== 'lost';
}

/** Causes nest a few levels deep; a cycle must not hang this. */
const deepest = 5;

function codesOf(error: unknown, depth: number): string[] {
  if (typeof error !== 'object' || error === null || depth > deepest) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const cause = 'cause' in error ? [error.cause] : [];
  return [...own, ...[...parts, ...cause].flatMap((inner: unknown) => codesOf(inner, depth + 1))];
}
