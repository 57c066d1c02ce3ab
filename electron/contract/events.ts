import type { BulkChange, StandingOrder } from './changes.ts';
import type { CaptureInfo, ExportState, OpenCapture, Recording } from './captures.ts';
import type { DataKind, DemoState, JoinGrant, MemoryBudgetMiB, Profile, Session, SimulationGrant } from './domain.ts';
import type { ServerFacts } from './server-facts.ts';

/** What the main process tells the pages, in the past tense. Which page gets which: see pages.ts. */
export interface Events {
  /** console: a profile was added, changed or removed; the whole list. */
  profilesChanged: readonly Profile[];
  /** console: the demo moved on. */
  demoChanged: DemoState;
  /** console: a tab was opened, closed, or waits; the whole list. */
  sessionsChanged: readonly Session[];
  /**
   * console: the page that holds the rooms had ended and runs again; its sessions are being joined anew, what passed
   * meanwhile was not seen, and its ports must be asked for again. `message` is for the person.
   */
  sessionPageRestarted: { readonly message: string };
  /** console: a recording began, came further (at most twice a second), went wrong or ended; those of now, and the last. */
  recordingsChanged: readonly Recording[];
  /** console: an export began, came further (at most twice a second) or ended; those of now, and the last. */
  exportsChanged: readonly ExportState[];
  /** console: a capture was opened or closed; the whole list. */
  openCapturesChanged: readonly OpenCapture[];
  /** console: a capture came, went or has another name; the whole list. */
  capturesChanged: readonly CaptureInfo[];
  /** console: a change of many began, came further (at most four times a second) or ended; those of now, and the last. */
  bulkChangesChanged: readonly BulkChange[];
  /** console: a standing order began, saw or did something, or ended; those of now, and the last. */
  standingOrdersChanged: readonly StandingOrder[];
  /** console: the audit log has more lines (at most four times a second): read again what is shown of it. */
  auditChanged: undefined;
  /** console: something was learnt of a server, or what was known is of another one. */
  serverFactsChanged: ServerFacts;
  /** session: read this capture; its bytes are served at `url`, in ranges. */
  captureOpened: { readonly capture: OpenCapture; readonly url: string };
  /** session: forget this capture. */
  captureClosed: { readonly captureId: string };
  /** session: join now (again, where the session is known: its log goes on, with a gap row). */
  joinGranted: JoinGrant;
  /** session: how much memory all logs together may take from now on. Told before the first join is granted. */
  memoryBudgetChanged: { readonly mebibytes: MemoryBudgetMiB };
  /**
   * session: send this as the participant that the session is; told by the request `reportSending`. Empty
   * destinations: everyone. Left out: a packet without a topic.
   */
  sendGranted: {
    readonly sendId: string;
    readonly sessionId: string;
    readonly kind: DataKind;
    readonly topic?: string;
    readonly destinations: readonly string[];
    readonly payload: Uint8Array;
  };
  /** session: leave and forget. */
  sessionClosed: { readonly sessionId: string };
  /** simulator: play these parts until the page is closed. */
  simulationGranted: SimulationGrant;
}

export type EventName = keyof Events;
