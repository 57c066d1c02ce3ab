import { z } from './zod.ts';
import { auditRequests } from './audit.ts';
import type { AuditOutputs } from './audit.ts';
import { changeRequests } from './changes.ts';
import type { ChangeOutputs } from './changes.ts';
import { exportOptions, recordingOptions, rollingBuffer } from './captures.ts';
import type { CaptureInfo, ExportState, OpenCapture, Recording, RollingBuffer } from './captures.ts';
import type {
  AppInfo,
  ConnectionReport,
  DemoState,
  ParticipantInfo,
  Profile,
  RoomList,
  RoomSummary,
  Session,
} from './domain.ts';
import { connectionStates, memoryBudgetsMiB, profileColours } from './domain.ts';
import { feedFormats } from './feed.ts';
import { serverFactsRequests } from './server-facts.ts';
import type { ServerFactsOutputs } from './server-facts.ts';

/**
 * Every request a page can make: what it must send (parsed in the main process, whoever sent it), and the type of
 * what an ok answer holds. Upper bounds are far above LiveKit's own limits: they only keep nonsense out, the server's
 * answer is the one that is shown.
 */
const nothing = z.undefined();
const id = z.string().min(1).max(200);
const text = z.string().max(4_000_000);
const shortText = z.string().max(10_000);
const identity = z.string().min(1).max(10_000);
const seconds = z.number().int().min(0).max(4_294_967_295);
const attributes = z.record(shortText, text);
const count = z.number().int().min(0);
const inRoom = { profileId: id, room: z.string().min(1).max(10_000) };

/** Which API credentials a connection test uses: those typed, or those of a profile where the secret was not retyped. */
const credentials = z.object({ profileId: id.optional(), url: shortText, apiKey: shortText, secret: shortText.optional() });

const role = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('observe'), as: z.enum(['agent', 'standard']) }),
  z.object({
    kind: z.literal('participate'),
    identity,
    name: shortText,
    metadata: text,
    attributes,
    canUpdateOwnMetadata: z.boolean(),
  }),
]);

export const requestInputs = {
  // app
  getAppInfo: nothing,
  writeClipboard: z.object({ text }),
  /** At once, and at the next start as well. Where it is less than what is held, the oldest rows go. */
  setMemoryBudget: z.object({ mebibytes: z.literal(memoryBudgetsMiB) }),
  // profiles
  listProfiles: nothing,
  saveProfile: z.object({
    id: id.optional(),
    name: shortText,
    url: shortText,
    apiKey: shortText,
    /** Left out: keep the one that is stored. */
    secret: shortText.optional(),
    colour: z.enum(profileColours),
    label: shortText,
    readOnly: z.boolean(),
    /** What to do where there is no keyring: keep the secret for this run only, or in a file, merely obscured. */
    withoutKeyring: z.enum(['memory', 'file']),
  }),
  removeProfile: z.object({ id }),
  testConnection: credentials,
  // demo
  startDemo: nothing,
  stopDemo: nothing,
  getDemo: nothing,
  // rooms
  listRooms: z.object({ profileId: id }),
  createRoom: z.object({
    ...inRoom,
    metadata: text,
    /** Left out: the server's default. */
    emptyTimeoutS: seconds.optional(),
    departureTimeoutS: seconds.optional(),
    maxParticipants: seconds.optional(),
  }),
  // participants
  listParticipants: z.object(inRoom),
  sendData: z.object({
    ...inRoom,
    kind: z.enum(['reliable', 'lossy']),
    /** Left out: a packet without a topic. */
    topic: shortText.optional(),
    /** Empty: everyone. */
    destinationIdentities: z.array(identity).max(10_000),
    payload: z.instanceof(Uint8Array),
  }),
  // changes
  ...changeRequests,
  ...auditRequests,
  // sessions
  openSession: z.object({
    ...inRoom,
    role,
    /** The person was asked and wants to put out whoever has this identity now. */
    takeOverIdentity: z.boolean(),
  }),
  listSessions: nothing,
  closeSession: z.object({ sessionId: id }),
  rejoinSession: z.object({ sessionId: id, takeOverIdentity: z.boolean() }),
  waitForRoom: z.object({ sessionId: id, wait: z.boolean() }),
  ...serverFactsRequests,
  // captures
  startRecording: recordingOptions,
  /** Its file is whole when this is answered. */
  stopRecording: z.object({ recordingId: id }),
  /** One that failed goes on in a new file; left out: beside the one before, or in the captures folder. */
  continueRecording: z.object({ recordingId: id, path: shortText.optional() }),
  listRecordings: nothing,
  /** A save dialog; what it answers may be written. */
  chooseCapturePath: z.object({ suggestedName: z.string().max(1_000), format: z.enum(feedFormats) }),
  listCaptures: nothing,
  /** One of the rolling buffer is moved to the captures folder with it, and so kept. */
  renameCapture: z.object({ path: shortText, name: z.string().min(1).max(1_000) }),
  revealCapture: z.object({ path: shortText }),
  /** Into the system's trash. */
  deleteCapture: z.object({ path: shortText }),
  /** Left out: an open dialog. */
  openCapture: z.object({ path: shortText.optional() }),
  closeCapture: z.object({ captureId: id }),
  listOpenCaptures: nothing,
  exportRows: exportOptions,
  cancelExport: z.object({ exportId: id }),
  listExports: nothing,
  getRollingBuffer: nothing,
  setRollingBuffer: rollingBuffer,
  // ports: the port itself arrives beside the answer, see ports.ts
  connectSessionPort: nothing,
  connectTrafficPort: z.object({ sessionId: id }),
  // asked by the session page
  reportSession: z.object({
    sessionId: id,
    state: z.enum(connectionStates),
    participants: count,
    reliable: count,
    lossy: count,
    other: count,
    roomSid: shortText,
    serverVersion: shortText,
    serverRegion: shortText.optional(),
    clockOffsetMs: z.number(),
    completeness: z.object({
      received: count,
      sent: count,
      browserReceived: count.optional(),
      browserSent: count.optional(),
      sampledReceived: count,
      sampledSent: count,
      unverified: count,
      mismatch: z.boolean(),
      behind: count,
      unlogged: count,
      resumes: count.optional(),
    }),
    gaps: count,
    interruptedSinceMs: z.number().optional(),
  }),
  /** What became of `sendGranted`; `message`: why it was not sent, empty where it was. */
  reportSending: z.object({ sendId: id, sent: z.boolean(), message: shortText }),
  /** An observer lost its connection for good: look for the room, and grant the next join only if it is there. */
  lookForRoom: z.object({ sessionId: id }),
  /** Something that must not happen did; for the application's log. Holds no payload. */
  reportTrouble: z.object({ message: shortText }),
  announceSessionPage: nothing,
  // asked by the simulator page
  announceSimulatorPage: nothing,
} as const satisfies Record<string, z.ZodType>;

/** What an ok result of each request holds. */
export interface RequestOutputs extends ChangeOutputs, AuditOutputs, ServerFactsOutputs {
  getAppInfo: AppInfo;
  writeClipboard: undefined;
  setMemoryBudget: undefined;
  listProfiles: readonly Profile[];
  saveProfile: Profile;
  removeProfile: undefined;
  testConnection: ConnectionReport;
  startDemo: DemoState;
  stopDemo: DemoState;
  getDemo: DemoState;
  listRooms: RoomList;
  createRoom: RoomSummary;
  listParticipants: readonly ParticipantInfo[];
  sendData: undefined;
  openSession: Session;
  listSessions: readonly Session[];
  closeSession: undefined;
  rejoinSession: Session;
  waitForRoom: Session;
  startRecording: Recording;
  stopRecording: Recording;
  continueRecording: Recording;
  listRecordings: readonly Recording[];
  /** Undefined: the person cancelled. */
  chooseCapturePath: string | undefined;
  listCaptures: readonly CaptureInfo[];
  renameCapture: CaptureInfo;
  revealCapture: undefined;
  deleteCapture: undefined;
  /** Undefined: the person cancelled. */
  openCapture: OpenCapture | undefined;
  closeCapture: undefined;
  listOpenCaptures: readonly OpenCapture[];
  exportRows: ExportState;
  cancelExport: ExportState;
  listExports: readonly ExportState[];
  getRollingBuffer: RollingBuffer;
  setRollingBuffer: RollingBuffer;
  connectSessionPort: undefined;
  connectTrafficPort: undefined;
  reportSession: undefined;
  reportSending: undefined;
  lookForRoom: undefined;
  reportTrouble: undefined;
  announceSessionPage: undefined;
  announceSimulatorPage: undefined;
}

export type RequestName = keyof typeof requestInputs;
export type RequestInput<N extends RequestName> = z.infer<(typeof requestInputs)[N]>;
export type RequestOutput<N extends RequestName> = RequestOutputs[N];
