import type { Room } from 'livekit-client';
import type { Result } from '../../electron/contract/result.ts';
import { ok, refused, unknown } from '../../electron/contract/result.ts';
import { updateOwn, type ReportOwnChange } from './own-changes.ts';
import type { RoomSession } from './room-session.ts';
import type { HistoryAnswer, SessionCall } from './protocol.ts';

export type { ReportOwnChange } from './own-changes.ts';

/** `publishData` waits for its channel as long as the connection takes; nobody should wait longer than this. */
const publishDeadlineMs = 10_000;

/** Carries out what the console page asks of one session. */
export async function runCall(
  session: RoomSession,
  call: SessionCall['call'],
  report: ReportOwnChange,
): Promise<Result<HistoryAnswer | undefined>> {
  if (call.name === 'readHistory') return ok(session.history.read(call.subject, call.afterId));
  if (call.name === 'expectChange') {
    session.history.expect(call.subject, call.change, call.by);
    return ok(undefined);
  }
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
  if (call.name === 'updateOwn') return updateOwn({ session, room, report, explain }, call);
  try {
    return await publish(room, call);
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
