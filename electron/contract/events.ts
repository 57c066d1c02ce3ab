import type { DemoState, JoinGrant, MemoryBudgetMiB, Profile, Session, SimulationGrant } from './domain.ts';

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
  /** session: join now (again, where the session is known: its log goes on, with a gap row). */
  joinGranted: JoinGrant;
  /** session: how much memory all logs together may take from now on. Told before the first join is granted. */
  memoryBudgetChanged: { readonly mebibytes: MemoryBudgetMiB };
  /** session: leave and forget. */
  sessionClosed: { readonly sessionId: string };
  /** simulator: play these parts until the page is closed. */
  simulationGranted: SimulationGrant;
}

export type EventName = keyof Events;
