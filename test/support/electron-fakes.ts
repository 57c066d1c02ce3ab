import type { MessagePortMain } from 'electron';
import type { SessionReport } from '../../electron/contract/domain.ts';
import { refused } from '../../electron/contract/result.ts';
import type { RequestHandlers } from '../../electron/request-gate.ts';
import { Log, Redactor } from '../../electron/services/log.ts';

/** A log that keeps its lines. */
export function makeLog(redactor = new Redactor()) {
  const lines: string[] = [];
  const log = new Log({ write: (line) => lines.push(line), redactor, verbose: true });
  return { log, lines, redactor };
}

/** A page as the main process speaks to it: keeps what it is sent. */
export class FakeContents {
  readonly id: number;
  readonly sent: { readonly channel: string; readonly words: readonly unknown[] }[] = [];
  readonly posted: {
    readonly channel: string;
    readonly message: unknown;
    readonly ports: readonly MessagePortMain[];
  }[] = [];
  destroyed = false;
  #onDestroyed: (() => void)[] = [];

  constructor(id: number) {
    this.id = id;
  }

  once(_event: 'destroyed', listener: () => void): this {
    this.#onDestroyed.push(listener);
    return this;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, ...words: unknown[]): void {
    this.sent.push({ channel, words });
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    this.posted.push({ channel, message, ports });
  }

  destroy(): void {
    this.destroyed = true;
    for (const listener of this.#onDestroyed.splice(0)) listener();
  }
}

const refuse = () => refused('unexpected', 'not expected in this test');

/** Handlers for all requests that a test does not expect. */
export const refusingHandlers: RequestHandlers = {
  getAppInfo: refuse,
  writeClipboard: refuse,
  setMemoryBudget: refuse,
  listProfiles: refuse,
  saveProfile: refuse,
  removeProfile: refuse,
  testConnection: refuse,
  startDemo: refuse,
  stopDemo: refuse,
  getDemo: refuse,
  listRooms: refuse,
  createRoom: refuse,
  listParticipants: refuse,
  sendData: refuse,
  changeParticipant: refuse,
  changeRoom: refuse,
  cancelChange: refuse,
  startBulkChange: refuse,
  cancelBulkChange: refuse,
  retryBulkChange: refuse,
  dismissBulkChange: refuse,
  listBulkChanges: refuse,
  startStandingOrder: refuse,
  stopStandingOrder: refuse,
  listStandingOrders: refuse,
  listAudit: refuse,
  exportAudit: refuse,
  revealAudit: refuse,
  reportOwnChange: refuse,
  getServerFacts: refuse,
  tryMoveAndForward: refuse,
  openSession: refuse,
  listSessions: refuse,
  closeSession: refuse,
  rejoinSession: refuse,
  waitForRoom: refuse,
  startRecording: refuse,
  stopRecording: refuse,
  continueRecording: refuse,
  listRecordings: refuse,
  chooseCapturePath: refuse,
  listCaptures: refuse,
  renameCapture: refuse,
  revealCapture: refuse,
  deleteCapture: refuse,
  openCapture: refuse,
  closeCapture: refuse,
  listOpenCaptures: refuse,
  exportRows: refuse,
  cancelExport: refuse,
  listExports: refuse,
  getRollingBuffer: refuse,
  setRollingBuffer: refuse,
  connectSessionPort: refuse,
  connectTrafficPort: refuse,
  reportSession: refuse,
  reportSending: refuse,
  lookForRoom: refuse,
  reportTrouble: refuse,
  announceSessionPage: refuse,
  announceSimulatorPage: refuse,
};

/** What the session page tells of a session in which nothing has happened yet. */
export function makeReport(more: Partial<SessionReport> = {}): SessionReport {
  return {
    sessionId: 's1',
    state: 'connected',
    participants: 1,
    reliable: 0,
    lossy: 0,
    other: 0,
    roomSid: 'RM_1',
    serverVersion: '1.13.5',
    clockOffsetMs: 0,
    completeness: {
      received: 0,
      sent: 0,
      sampledReceived: 0,
      sampledSent: 0,
      unverified: 0,
      mismatch: false,
      behind: 0,
      unlogged: 0,
    },
    gaps: 0,
    ...more,
  };
}
