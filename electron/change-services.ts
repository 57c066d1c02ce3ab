import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app, dialog, shell } from 'electron';
import type { ChangeServices } from './change-handlers.ts';
import type { Profile } from './contract/domain.ts';
import type { RequestInput } from './contract/requests.ts';
import { ok, refused } from './contract/result.ts';
import type { Ipc } from './ipc.ts';
import { exportAudit } from './services/changes/audit-export.ts';
import { AuditLog } from './services/changes/audit-log.ts';
import { BulkChanges } from './services/changes/bulk-changes.ts';
import { Changes } from './services/changes/changes.ts';
import { StandingOrders } from './services/changes/standing-orders.ts';
import type { Credentials } from './services/credentials.ts';
import type { LivekitApi } from './services/livekit-api.ts';
import type { Log, Redactor } from './services/log.ts';
import type { Profiles } from './services/profiles.ts';
import type { SessionRegistry } from './services/session-registry.ts';

export interface ChangeServicesOptions {
  readonly ipc: Ipc;
  readonly profiles: Pick<Profiles, 'list' | 'credentials'>;
  readonly sessions: Pick<SessionRegistry, 'list'>;
  readonly apiOf: (credentials: Credentials) => LivekitApi;
  readonly redactor: Redactor;
  /** Of audit.jsonl and its older files. */
  readonly userData: string;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
}

/** What main.ts tells and asks of all that changes rooms and participants. */
export interface ChangingServices extends ChangeServices {
  readonly changes: Changes;
  /** A profile was removed or is another one. */
  handleProfiles(): void;
  /** Nothing begins any more; what is under way ends as unknown, and the audit log says so when it resolves. */
  end(): Promise<void>;
}

/** Everything that changes rooms and participants, and keeps account of it. */
export function makeChangeServices(options: ChangeServicesOptions): ChangingServices {
  const { ipc, profiles, sessions, apiOf, redactor, userData, schedule, now, log } = options;
  const profileOf = (profileId: string): Profile | undefined => profiles.list().find(({ id }) => id === profileId);
  const auditPath = path.join(userData, 'audit.jsonl');
  let exportedTo: string | undefined;
  const audit = new AuditLog({
    path: auditPath,
    redact: (text) => redactor.redact(text),
    now,
    schedule,
    onChanged: () => ipc.emit('auditChanged', undefined),
    log,
  });
  const changes = new Changes({
    profileOf,
    credentialsOf: (profileId) => profiles.credentials(profileId),
    apiOf,
    sessions: () => sessions.list(),
    audit,
    schedule,
  });
  const bulkChanges = new BulkChanges({
    profileOf,
    change: (input) => changes.run(input, 'bulk'),
    onChanged: (runs) => ipc.emit('bulkChangesChanged', runs),
    newId: randomUUID,
    now,
    schedule,
    log,
  });
  const standingOrders = new StandingOrders({
    listParticipants: async (profileId, room) => {
      const credentials = profiles.credentials(profileId);
      return credentials.ok ? apiOf(credentials.value).listParticipants(room) : credentials;
    },
    applyChange: (input) => changes.run(input, 'standing-order'),
    profileOf,
    onChanged: (orders) => ipc.emit('standingOrdersChanged', orders),
    newId: randomUUID,
    now,
    schedule,
    log,
  });
  return {
    changes,
    bulkChanges,
    standingOrders,
    auditLog: audit,
    newId: randomUUID,
    exportAudit: async (input) => {
      const file = await askForPath(input.format, now());
      if (file === undefined) return ok(undefined);
      const exported = await exportAudit(audit, file, input);
      if (exported.ok) exportedTo = exported.value.path;
      return exported;
    },
    revealAudit: ({ of }) => {
      const file = of === 'log' ? auditPath : exportedTo;
      if (file === undefined) return refused('not-exported', 'Nothing was exported since the console was started.');
      shell.showItemInFolder(file);
      return ok(undefined);
    },
    handleProfiles: () => standingOrders.checkProfiles(),
    end: async () => {
      standingOrders.dispose();
      bulkChanges.dispose();
      await changes.end();
      audit.dispose();
    },
  };
}

async function askForPath(format: RequestInput<'exportAudit'>['format'], nowMs: number): Promise<string | undefined> {
  const name = `audit ${new Date(nowMs).toISOString().slice(0, 10)}.${format}`;
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: path.join(app.getPath('documents'), name),
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || filePath === undefined || filePath === '') return undefined;
  return path.extname(filePath) === '' ? `${filePath}.${format}` : filePath;
}
