import type { RequestName } from './contract/requests.ts';

export interface RequestPolicy {
  /** After this long the page gets an answer, whatever happens here, ms. */
  readonly deadlineMs: number;
  /**
   * read: nothing changes, so a missed deadline is a refusal. write: it may have happened when the answer is late, so
   * a missed deadline is "unknown".
   */
  readonly effect: 'read' | 'write';
  /** What is being done, for "No answer while …". */
  readonly doing: string;
}

/** The disk and the process itself: these answer at once or hang for good. */
const localMs = 10_000;
/**
 * The server SDK gives up on one attempt after 10 s (its default) and makes up to three on LiveKit Cloud; below its
 * own limit the person would get our sentence in place of the more precise one.
 */
const serverMs = 35_000;
/** Looks at the server, mints a token, asks the server about it. */
const sessionMs = 45_000;

/**
 * Reads, changes, and reads again where the answer did not come; each call of a change has a limit of its own. The
 * services answer long before: this is for a service that hangs.
 */
const changeMs = 120_000;
/** Eleven files of 8 MiB at most. */
const auditMs = 60_000;

/** A network disk, or one that sleeps, and up to 4 MiB that wait to be written. */
const captureMs = 30_000;
/** A person looks for a folder. */
const dialogMs = 3_600_000;

const read = (deadlineMs: number, doing: string): RequestPolicy => ({ deadlineMs, effect: 'read', doing });
const write = (deadlineMs: number, doing: string): RequestPolicy => ({ deadlineMs, effect: 'write', doing });

export const requestPolicies: Readonly<Record<RequestName, RequestPolicy>> = {
  getAppInfo: read(localMs, 'reading the versions'),
  writeClipboard: write(localMs, 'writing to the clipboard'),
  setMemoryBudget: write(localMs, 'changing the memory budget'),
  listProfiles: read(localMs, 'reading the profiles'),
  saveProfile: write(localMs, 'saving the profile'),
  removeProfile: write(localMs, 'removing the profile'),
  testConnection: read(serverMs, 'testing the connection'),
  startDemo: write(localMs, 'starting the demo'),
  stopDemo: write(20_000, 'stopping the demo'),
  getDemo: read(localMs, 'asking about the demo'),
  listRooms: read(serverMs, 'listing the rooms'),
  createRoom: write(serverMs, 'creating the room'),
  listParticipants: read(serverMs, 'listing the participants'),
  sendData: write(serverMs, 'sending the message'),
  changeParticipant: write(changeMs, 'changing the participant'),
  changeRoom: write(changeMs, 'changing the room'),
  cancelChange: write(localMs, 'stopping the change'),
  startBulkChange: write(localMs, 'starting the change of many'),
  cancelBulkChange: write(localMs, 'stopping the change of many'),
  retryBulkChange: write(localMs, 'trying again'),
  dismissBulkChange: write(localMs, 'forgetting the change of many'),
  listBulkChanges: read(localMs, 'listing the changes of many'),
  startStandingOrder: write(localMs, 'starting the standing order'),
  stopStandingOrder: write(localMs, 'stopping the standing order'),
  listStandingOrders: read(localMs, 'listing the standing orders'),
  listAudit: read(auditMs, 'reading the audit log'),
  exportAudit: write(dialogMs, 'exporting the audit log'),
  revealAudit: read(localMs, 'showing the audit log in its folder'),
  getServerFacts: read(localMs, 'asking what is known of the server'),
  tryMoveAndForward: write(changeMs, 'trying to move and forward'),
  openSession: write(sessionMs, 'opening the room'),
  listSessions: read(localMs, 'listing the open rooms'),
  closeSession: write(localMs, 'closing the room'),
  rejoinSession: write(sessionMs, 'joining again'),
  waitForRoom: write(localMs, 'waiting for the room'),
  startRecording: write(captureMs, 'starting the recording'),
  stopRecording: write(captureMs, 'ending the recording'),
  continueRecording: write(captureMs, 'going on with the recording'),
  listRecordings: read(localMs, 'listing the recordings'),
  chooseCapturePath: read(dialogMs, 'asking for a place for the file'),
  listCaptures: read(captureMs, 'reading the captures folder'),
  renameCapture: write(captureMs, 'renaming the capture'),
  revealCapture: read(localMs, 'showing the capture in its folder'),
  deleteCapture: write(captureMs, 'moving the capture to the trash'),
  openCapture: read(dialogMs, 'opening the capture'),
  closeCapture: write(localMs, 'closing the capture'),
  listOpenCaptures: read(localMs, 'listing the open captures'),
  exportRows: write(captureMs, 'starting the export'),
  cancelExport: write(localMs, 'stopping the export'),
  listExports: read(localMs, 'listing the exports'),
  getRollingBuffer: read(localMs, 'asking about the rolling buffer'),
  setRollingBuffer: write(localMs, 'changing the rolling buffer'),
  connectSessionPort: read(20_000, 'connecting to the page that holds the rooms'),
  connectTrafficPort: read(20_000, 'connecting to the page that holds the rooms'),
  reportSession: write(localMs, 'reporting'),
  reportSending: write(localMs, 'reporting'),
  lookForRoom: write(localMs, 'looking for the room'),
  reportTrouble: write(localMs, 'reporting'),
  reportOwnChange: write(localMs, 'reporting'),
  announceSessionPage: write(localMs, 'announcing'),
  announceSimulatorPage: write(localMs, 'announcing'),
};
