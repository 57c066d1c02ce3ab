import tls from 'node:tls';
import type { Log } from './log.ts';

/**
 * Lets the server API trust what this system trusts, as the pages' own connections do: a private authority that the
 * person has added there. Node by itself knows public authorities only, and what can change that came with Node 22.19;
 * on an older runtime nothing happens. Once, at start: on some systems it takes a few 100 ms.
 */
export function trustSystemCertificates(log: Log): void {
  if (!('setDefaultCACertificates' in tls)) return;
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  } catch (error) {
    log.error('The certificates that this system trusts could not be read; public authorities are trusted', error);
  }
}
