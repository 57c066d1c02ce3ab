import type { AuditEntry } from '../../electron/contract/audit.ts';

/** A change of the log that went well: everything usual, but for what is given. */
export function makeEntry(given: Partial<AuditEntry> = {}): AuditEntry {
  return {
    version: 1,
    changeId: 'c1',
    at: '2026-04-03T14:02:06.020Z',
    askedAt: '2026-04-03T14:02:06.000Z',
    phase: 'done',
    actor: 'person',
    profile: { id: 'p1', name: 'Clinic EU', host: 'eu.clinic.example' },
    room: 'consult-42',
    target: { identity: 'nurse-ek', sid: 'PA_1' },
    action: 'participant.metadata',
    before: '{"role":"nurse"}',
    wanted: '{"role":"doctor"}',
    after: '{"role":"doctor"}',
    message: '',
    ...given,
  };
}
