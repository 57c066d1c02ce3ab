import type { EventName } from './events.ts';
import type { RequestName } from './requests.ts';

/**
 * The closed list of who may do what. The preload script reads only this file (and no schema), `ipc.ts` refuses what
 * is not on it.
 */
export const pageNames = ['console', 'session', 'simulator'] as const;
export type PageName = (typeof pageNames)[number];

interface PageRights {
  readonly requests: readonly RequestName[];
  readonly events: readonly EventName[];
}

export const pages = {
  /** The window: views, no room. */
  console: {
    requests: [
      'getAppInfo',
      'writeClipboard',
      'setMemoryBudget',
      'listProfiles',
      'saveProfile',
      'removeProfile',
      'testConnection',
      'startDemo',
      'stopDemo',
      'getDemo',
      'listRooms',
      'createRoom',
      'listParticipants',
      'sendData',
      'changeParticipant',
      'changeRoom',
      'cancelChange',
      'startBulkChange',
      'cancelBulkChange',
      'retryBulkChange',
      'dismissBulkChange',
      'listBulkChanges',
      'startStandingOrder',
      'stopStandingOrder',
      'listStandingOrders',
      'listAudit',
      'exportAudit',
      'revealAudit',
      'getServerFacts',
      'tryMoveAndForward',
      'openSession',
      'listSessions',
      'closeSession',
      'rejoinSession',
      'waitForRoom',
      'startRecording',
      'stopRecording',
      'continueRecording',
      'listRecordings',
      'chooseCapturePath',
      'listCaptures',
      'renameCapture',
      'revealCapture',
      'deleteCapture',
      'openCapture',
      'closeCapture',
      'listOpenCaptures',
      'exportRows',
      'cancelExport',
      'listExports',
      'getRollingBuffer',
      'setRollingBuffer',
      'connectSessionPort',
      'connectTrafficPort',
    ],
    events: [
      'profilesChanged',
      'demoChanged',
      'sessionsChanged',
      'sessionPageRestarted',
      'recordingsChanged',
      'exportsChanged',
      'openCapturesChanged',
      'capturesChanged',
      'bulkChangesChanged',
      'standingOrdersChanged',
      'auditChanged',
      'serverFactsChanged',
    ],
  },
  /** Hidden: rooms, no views. */
  session: {
    requests: [
      'announceSessionPage',
      'reportSession',
      'reportSending',
      'lookForRoom',
      'reportTrouble',
      'reportOwnChange',
    ],
    events: ['joinGranted', 'sendGranted', 'sessionClosed', 'memoryBudgetChanged', 'captureOpened', 'captureClosed'],
  },
  /** Hidden: the simulated participants, without the tap. */
  simulator: {
    requests: ['announceSimulatorPage'],
    events: ['simulationGranted'],
  },
} as const satisfies Record<PageName, PageRights>;

/** IPC channel names; nothing else is ever sent or listened to. */
export const channels = {
  /** page → main, invoke: (callId, name, input) → Result */
  request: 'room-console:request',
  /** page → main, send: (callId) */
  cancel: 'room-console:cancel',
  /** main → page: (name, payload) */
  event: 'room-console:event',
  /** main → page, with one port: (PortHeader) */
  port: 'room-console:port',
} as const;
