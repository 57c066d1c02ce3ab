import type { ConnectionReport } from '../../electron/contract/domain.ts';

/** Where in the connect form a sentence belongs. */
export type ConnectField = 'url' | 'apiKey' | 'secret' | 'general';

/** Which field a failed test is about, so that its sentence stands where the person mends it. */
export function fieldOf(outcome: ConnectionReport['outcome']): ConnectField {
  switch (outcome) {
    case 'host-not-found':
    case 'connection-refused':
    case 'unreachable':
    case 'tls-failure':
    case 'not-livekit':
      return 'url';
    case 'unknown-key':
      return 'apiKey';
    case 'wrong-secret':
      return 'secret';
    case 'ok':
    case 'clock-off':
    case 'not-allowed':
    case 'unclear':
      return 'general';
  }
}

/** A title as a sentence of its own, for one that another sentence follows. */
export function asSentence(title: string): string {
  return /[.!?…:]$/.test(title) ? title : `${title}.`;
}
