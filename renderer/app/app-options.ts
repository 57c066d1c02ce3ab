import type { Listen, ListenPort, Request } from '../bridge.ts';
import type { Visibility } from '../rooms/rooms-state.svelte.ts';
import type { SessionsState } from '../session/client.ts';
import type { Notify } from '../ui/notice-of.ts';
import type { KeyValueStore } from '../ui/stored.ts';

/** What AppState has of the main process: bridge.ts, or a test's own. */
export interface Bridge {
  readonly request: Request;
  readonly on: Listen;
  readonly onPort: ListenPort;
}

/** What the entry hands to AppState. */
export interface AppOptions {
  readonly bridge: Bridge;
  readonly sessions: SessionsState;
  readonly notify: Notify;
  readonly visibility: Visibility;
  /** Outlives the app: theme and sizes. */
  readonly localStorage: KeyValueStore;
  /** Outlives a reload of the page, not the app: which server and tab were in front. */
  readonly sessionStorage: KeyValueStore;
  readonly root: { dataset: DOMStringMap };
}
