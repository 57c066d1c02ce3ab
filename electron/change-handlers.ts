import type { AuditExport, AuditPage } from './contract/audit.ts';
import type { BulkChange, ChangeOutcome, RoomChangeOutcome, StandingOrder } from './contract/changes.ts';
import type { RoomSummary } from './contract/domain.ts';
import type { RequestInput } from './contract/requests.ts';
import { ok } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import type { RequestHandlers } from './request-gate.ts';
import type { NewRoom } from './services/livekit-api.ts';

/** What the requests about changes need of the services. */
export interface ChangeServices {
  readonly changes: {
    changeParticipant(input: RequestInput<'changeParticipant'>): Promise<Result<ChangeOutcome>>;
    changeRoom(input: RequestInput<'changeRoom'>): Promise<Result<RoomChangeOutcome>>;
    createRoom(profileId: string, changeId: string, room: NewRoom): Promise<Result<RoomSummary>>;
    cancel(changeId: string): void;
    reportOwn(input: RequestInput<'reportOwnChange'>): Promise<Result<undefined>>;
  };
  readonly bulkChanges: {
    start(input: RequestInput<'startBulkChange'>): Result<BulkChange>;
    cancel(bulkId: string): Result<BulkChange>;
    retry(bulkId: string): Result<BulkChange>;
    dismiss(bulkId: string): Result<undefined>;
    list(): readonly BulkChange[];
  };
  readonly standingOrders: {
    start(input: RequestInput<'startStandingOrder'>): Result<StandingOrder>;
    stop(orderId: string): Result<StandingOrder>;
    list(): readonly StandingOrder[];
  };
  readonly newId: () => string;
  readonly auditLog: { list(input: RequestInput<'listAudit'>): Promise<Result<AuditPage>> };
  /** Asks the person for a place; undefined where they cancelled. */
  readonly exportAudit: (input: RequestInput<'exportAudit'>) => Promise<Result<AuditExport | undefined>>;
  readonly revealAudit: (input: RequestInput<'revealAudit'>) => Result<undefined>;
}

type ChangeRequest =
  | 'createRoom'
  | 'changeParticipant'
  | 'changeRoom'
  | 'cancelChange'
  | 'startBulkChange'
  | 'cancelBulkChange'
  | 'retryBulkChange'
  | 'dismissBulkChange'
  | 'listBulkChanges'
  | 'startStandingOrder'
  | 'stopStandingOrder'
  | 'listStandingOrders'
  | 'listAudit'
  | 'exportAudit'
  | 'revealAudit'
  | 'reportOwnChange';

/** The part of the request handlers that is about changes of rooms and participants. */
export function makeChangeHandlers(services: ChangeServices): Pick<RequestHandlers, ChangeRequest> {
  const { changes, bulkChanges, standingOrders, auditLog, newId } = services;
  return {
    createRoom: ({ profileId, ...room }) => changes.createRoom(profileId, newId(), room),
    changeParticipant: (input) => changes.changeParticipant(input),
    changeRoom: (input) => changes.changeRoom(input),
    cancelChange: ({ changeId }) => {
      changes.cancel(changeId);
      return ok(undefined);
    },

    startBulkChange: (input) => bulkChanges.start(input),
    cancelBulkChange: ({ bulkId }) => bulkChanges.cancel(bulkId),
    retryBulkChange: ({ bulkId }) => bulkChanges.retry(bulkId),
    dismissBulkChange: ({ bulkId }) => bulkChanges.dismiss(bulkId),
    listBulkChanges: () => ok(bulkChanges.list()),

    startStandingOrder: (input) => standingOrders.start(input),
    stopStandingOrder: ({ orderId }) => standingOrders.stop(orderId),
    listStandingOrders: () => ok(standingOrders.list()),

    listAudit: (input) => auditLog.list(input),
    exportAudit: (input) => services.exportAudit(input),
    revealAudit: (input) => services.revealAudit(input),
    reportOwnChange: (input) => changes.reportOwn(input),
  };
}
