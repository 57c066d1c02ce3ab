import { AuditLog } from '../../electron/services/changes/audit-log.ts';

/**
 * A process that writes the audit log given as its argument until it is killed: both lines of one change after the
 * other. It prints the number of each line that it was told is written.
 */
const [, , path = ''] = process.argv;

const audit = new AuditLog({
  path,
  redact: (text) => text,
  now: () => Date.now(),
  schedule: () => () => undefined,
  onChanged: () => undefined,
  log: { info: () => undefined, error: (message) => process.stderr.write(`${message}\n`) },
  rotateAt: 64 * 1024,
});

for (let id = 0; ; id += 1) {
  const subject = {
    changeId: `${id}`,
    actor: 'person',
    profile: { id: 'p', name: 'Clinic', host: 'lk.example' },
    room: 'r',
    target: { identity: 'nurse', sid: 'PA_1' },
    action: 'participant.metadata',
    before: 'x'.repeat(id % 2_000),
  } as const;
  if (await audit.asked(subject, 'new')) process.stdout.write(`asked ${id}\n`);
  if (await audit.settled(subject, 'done', 'new', '')) process.stdout.write(`done ${id}\n`);
}
