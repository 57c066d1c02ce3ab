import type { Room } from 'livekit-client';
import type { Result } from '../../electron/contract/result.ts';
import { ok, refused, unknown } from '../../electron/contract/result.ts';
import type { RoomSession } from './room-session.ts';
import type { SessionCall } from './protocol.ts';

/** `publishData` waits for its channel as long as the connection takes; nobody should wait longer than this. */
const publishDeadlineMs = 10_000;

/** Carries out what the console page asks of one session. */
export async function runCall(session: RoomSession, call: SessionCall['call']): Promise<Result<undefined>> {
  if (call.name === 'noteAction') {
    const { title, text, severity } = call;
    session.note({ event: 'action', severity, identity: '', title, text, before: undefined, after: undefined });
    return ok(undefined);
  }
  const room = session.room;
  if (room === undefined) {
    return refused('not-connected', 'Not connected to the room, so nothing was sent. Join again, then send: the text is still here.');
  }
  if (session.session.role.kind === 'observe') {
    return refused('observer', 'A hidden observer cannot send and has nothing of its own to edit. Join as a participant.');
  }
  try {
    return call.name === 'publishData' ? await publish(room, call) : await updateOwn(room, call);
  } catch (error) {
    return explain(error);
  }
}

async function publish(room: Room, call: Extract<SessionCall['call'], { name: 'publishData' }>): Promise<Result<undefined>> {
  const sending = room.localParticipant.publishData(call.payload.slice(), {
    reliable: call.kind === 'reliable',
    ...(call.topic === undefined ? {} : { topic: call.topic }),
    ...(call.destinationIdentities.length === 0 ? {} : { destinationIdentities: call.destinationIdentities }),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<undefined>>((resolve) => {
    timer = setTimeout(
      () => resolve(unknown('timeout', 'The data channel did not take the message within 10 s. It may still go out: look for the sent row.')),
      publishDeadlineMs,
    );
  });
  try {
    return await Promise.race([sending.then(() => ok(undefined)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One after the other, as livekit-client has it; where a later one fails, what was done before is said. */
async function updateOwn(room: Room, call: Extract<SessionCall['call'], { name: 'updateOwn' }>): Promise<Result<undefined>> {
  const own = room.localParticipant;
  const { metadata, displayName, attributes } = call;
  const steps: readonly (readonly [what: string, run: () => Promise<void>])[] = [
    ...(metadata === undefined ? [] : [['metadata', () => own.setMetadata(metadata)] as const]),
    ...(displayName === undefined ? [] : [['name', () => own.setName(displayName)] as const]),
    ...(attributes === undefined ? [] : [['attributes', () => own.setAttributes(attributes)] as const]),
  ];
  const done: string[] = [];
  for (const [what, run] of steps) {
    try {
      await run();
      done.push(what);
    } catch (error) {
      const failure = explain(error);
      if (failure.ok || done.length === 0) return failure;
      return { ...failure, message: `${failure.message} Before that, the ${done.join(' and ')} was changed.` };
    }
  }
  return ok(undefined);
}

function explain(error: unknown): Result<undefined> {
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'PublishDataError') return refused('too-large', `livekit-client refused the message: ${message}.`);
  if (/permission/i.test(message)) {
    return refused('no-permission', 'The token of this session does not grant that (canUpdateOwnMetadata). Join again with it, or use the server API.');
  }
  if (/timed out/i.test(message)) {
    return unknown('timeout', 'The server confirmed nothing within 5 s. Look at the live value before trying again.');
  }
  if (/limit/i.test(message)) {
    return refused('over-limit', `The server refused: ${message}. Shorten the value; the draft stays here.`);
  }
  return refused('client-error', `livekit-client refused: ${message}.`);
}
