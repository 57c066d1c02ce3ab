import { windowAdvice } from '../window-advice.ts';

const instead: readonly (readonly [string, string])[] = [
  [windowAdvice.changePort, 'Name another one in LIVEKIT_URL.'],
  [windowAdvice.enterSecret, 'Set LIVEKIT_API_SECRET to the secret of LIVEKIT_API_KEY.'],
  [windowAdvice.testToSeeWhy, 'Look at the server’s certificate, and at LIVEKIT_URL.'],
  [windowAdvice.testConnection, 'Check LIVEKIT_API_KEY and LIVEKIT_API_SECRET.'],
  [windowAdvice.otherIdentity, 'Name another one with --identity, or leave it out: one is made up then.'],
];

/** The same sentence with what can be done where there is no window. Pure. */
export function withoutWindow(message: string): string {
  return instead.reduce((text, [advice, other]) => text.replaceAll(advice, other), message);
}
