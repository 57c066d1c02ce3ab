import type { Room } from 'livekit-client';
import type { RequestInput } from '../../electron/contract/requests.ts';
import { ok, type Result } from '../../electron/contract/result.ts';
import type { RoomSession } from './room-session.ts';
import type { SessionCall } from './protocol.ts';

type OwnReport = RequestInput<'reportOwnChange'>;
/** Writes to the audit log; refused where the change must not be made. */
export type ReportOwnChange = (report: OwnReport) => Promise<Result<undefined>>;

type OwnCall = Extract<SessionCall['call'], { name: 'updateOwn' }>;

interface OwnStep {
  /** As it stands in a sentence. */
  readonly what: string;
  readonly change: OwnReport['change'];
  readonly before: OwnReport['before'];
  run(): Promise<void>;
}

export interface OwnChanger {
  readonly session: RoomSession;
  readonly room: Room;
  readonly report: ReportOwnChange;
  /** What a rejection of livekit-client means. */
  explain(error: unknown): Result<undefined>;
}

/**
 * Changes what the own participant says of itself: one thing after the other, as livekit-client has it; where a later
 * one fails, what was done before is said. Each is in the audit log before it is asked for.
 */
export async function updateOwn(changer: OwnChanger, call: OwnCall): Promise<Result<undefined>> {
  const done: string[] = [];
  for (const step of stepsOf(changer.room, call)) {
    const result = await takeStep(changer, step);
    if (!result.ok) {
      if (done.length === 0) return result;
      return { ...result, message: `${result.message} Before that, the ${done.join(' and ')} was changed.` };
    }
    done.push(step.what);
  }
  return ok(undefined);
}

async function takeStep({ session, room, report, explain }: OwnChanger, step: OwnStep): Promise<Result<undefined>> {
  const changeId = crypto.randomUUID();
  const tell = (phase: OwnReport['phase'], message: string): Promise<Result<undefined>> =>
    report({ sessionId: session.id, changeId, phase, change: step.change, before: step.before, message });
  const asked = await tell('asked', '');
  if (!asked.ok && asked.kind === 'refused') return asked;
  const { kind, value } = step.change;
  const subject = { kind: 'participant', identity: room.localParticipant.identity } as const;
  const announced = kind === 'attributes' ? { field: kind, value } : { field: kind, value };
  session.history.expect(subject, announced, 'this console, as yourself');
  let result: Result<undefined>;
  try {
    await step.run();
    result = ok(undefined);
  } catch (error) {
    result = explain(error);
  }
  // Not awaited: what was done is done, and is told at once.
  void tell(result.ok ? 'done' : result.kind, result.ok ? '' : result.message);
  return result;
}

function stepsOf(room: Room, { metadata, displayName, attributes }: OwnCall): readonly OwnStep[] {
  const own = room.localParticipant;
  const steps: OwnStep[] = [];
  if (metadata !== undefined) {
    steps.push({
      what: 'metadata',
      change: { kind: 'metadata', value: metadata },
      before: { metadata: own.metadata ?? '' },
      run: () => own.setMetadata(metadata),
    });
  }
  if (displayName !== undefined) {
    steps.push({
      what: 'name',
      change: { kind: 'name', value: displayName },
      before: { name: own.name ?? '' },
      run: () => own.setName(displayName),
    });
  }
  if (attributes !== undefined) {
    const before = Object.fromEntries(Object.keys(attributes).map((key) => [key, liveAttribute(own.attributes, key)]));
    steps.push({
      what: 'attributes',
      change: { kind: 'attributes', value: attributes },
      before: { attributes: before },
      run: () => own.setAttributes(attributes),
    });
  }
  return steps;
}

/** Own keys only: an attribute may be called `constructor`. */
function liveAttribute(attributes: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(attributes, key) ? (attributes[key] ?? '') : '';
}
