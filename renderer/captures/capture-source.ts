import type { Session } from '../../electron/contract/domain.ts';
import type { LogView } from '../traffic/log-view.svelte.ts';
import type { CaptureSource } from './capture-ask.ts';
import type { CaptureTabState } from './open-capture.svelte.ts';

/** The log of a room, for a recording or an export. */
export function sourceOfRoom({ session, log }: { readonly session: Session; readonly log: LogView }): CaptureSource {
  return { id: session.id, name: session.room, log, isLive: true };
}

/** The log of an opened capture, for an export. */
export function sourceOfCapture({ capture, log }: CaptureTabState): CaptureSource {
  return { id: capture.id, name: capture.name, log, isLive: false };
}
