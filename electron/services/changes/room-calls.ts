import type { RoomChange } from '../../contract/changes.ts';
import type { RoomSummary } from '../../contract/domain.ts';
import { ok, refused } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { quote } from '../api-errors.ts';
import type { LivekitApi } from '../livekit-api.ts';
import { guardedCall } from './guarded-call.ts';
import type { CallGuard } from './guarded-call.ts';

export type RoomApi = Pick<LivekitApi, 'listRooms' | 'updateRoomMetadata' | 'deleteRoom'>;

export interface CalledRoomChange {
  readonly api: RoomApi;
  readonly room: string;
  readonly change: RoomChange;
  readonly guard: CallGuard;
  /** False: where it is not known what happened, nobody is there any more to look again for. */
  readonly mayLookAgain: () => boolean;
  /** What there is before anything is sent; undefined where it could not be read, or is not there. Awaited. */
  readonly onRead: (before: RoomSummary | undefined) => Promise<void>;
}

export interface RoomCallReport {
  readonly result: Result<{ readonly doubts: readonly string[] }>;
  readonly before: RoomSummary | undefined;
  /** As far as it was read, also where it is not known what happened; undefined also where the room is gone. */
  readonly after: RoomSummary | undefined;
}

/** Makes one change of one room, as ChangeCaller does of a participant. Refused also as `room-not-found`. */
export async function changeRoom(called: CalledRoomChange): Promise<RoomCallReport> {
  const { api, room, change, guard } = called;
  const read = await readRoom(called, guard);
  const before = read.ok ? read.value : undefined;
  await called.onRead(before);
  if (!read.ok) return { result: refused(read.reason, nothingDone(read.message)), before: undefined, after: undefined };
  if (before === undefined) return { result: noRoom(room), before, after: undefined };
  if (change.kind === 'roomMetadata') {
    const changed = await guardedCall(guard, `changing the metadata of room ${quote(room)}`, () =>
      api.updateRoomMetadata(room, change.value),
    );
    if (!changed.ok) return settle(called, before, changed);
    const after = changed.value;
    return { result: ok({ doubts: metadataDoubts(change.value, before, after) }), before, after };
  }
  const deleted = await guardedCall(guard, `deleting room ${quote(room)}`, () => api.deleteRoom(room));
  if (!deleted.ok) return settle(called, before, deleted);
  return { result: ok({ doubts: [] }), before, after: undefined };
}

async function settle(
  called: CalledRoomChange,
  before: RoomSummary,
  failed: Exclude<Result<unknown>, { ok: true }>,
): Promise<RoomCallReport> {
  if (failed.kind === 'refused' || !called.mayLookAgain()) return { result: failed, before, after: undefined };
  const read = await readRoom(called, { ...called.guard, signal: new AbortController().signal });
  const message = `${failed.message} ${lookWords(called.change, read)}`;
  return { result: { ...failed, message }, before, after: read.ok ? read.value : undefined };
}

async function readRoom({ api, room }: CalledRoomChange, guard: CallGuard): Promise<Result<RoomSummary | undefined>> {
  const listed = await guardedCall(guard, `reading room ${quote(room)}`, () => api.listRooms([room]));
  return listed.ok ? ok(listed.value.rooms[0]) : listed;
}

function lookWords(change: RoomChange, read: Result<RoomSummary | undefined>): string {
  if (!read.ok) return `Reading it again failed: ${read.message}`;
  if (read.value === undefined) return 'Read again: the room is not there any more.';
  if (change.kind === 'deleteRoom') return 'Read again: the room is still there.';
  return read.value.metadata === change.value
    ? 'Read again: it is as it was to be now.'
    : 'Read again: it is not so. It may still come; look once more before you repeat it.';
}

function metadataDoubts(value: string, before: RoomSummary, after: RoomSummary): readonly string[] {
  if (after.metadata !== value)
    return [`The server says OK, but the metadata is another one: ${quote(after.metadata)}.`];
  return before.metadata === value ? ['It was so before, so the room sees no change.'] : [];
}

function noRoom(room: string): Result<never> {
  return refused('room-not-found', `There is no room ${quote(room)} (any more). Nothing was done.`);
}

function nothingDone(message: string): string {
  const said = message.replace(/ It may have happened.*$/, '');
  return /Nothing was (changed|done)\./.test(said) ? said : `${said} Nothing was done.`;
}
