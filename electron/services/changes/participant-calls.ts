import type { ChangeStep, ParticipantChange, PermissionSet } from '../../contract/changes.ts';
import type { ParticipantInfo } from '../../contract/domain.ts';
import { ok } from '../../contract/result.ts';
import type { Result } from '../../contract/result.ts';
import { quote } from '../api-errors.ts';
import type { LivekitApi } from '../livekit-api.ts';
import { audibleTracks, doubtsOf, isAsWanted, trackName, wantedPermissions } from './change-effect.ts';
import { guardedCall } from './guarded-call.ts';
import type { CallGuard } from './guarded-call.ts';

export type ParticipantApi = Pick<
  LivekitApi,
  | 'listParticipants'
  | 'getParticipant'
  | 'updateParticipant'
  | 'muteTrack'
  | 'updateSubscriptions'
  | 'removeParticipant'
>;

export interface CallContext {
  readonly api: ParticipantApi;
  readonly guard: CallGuard;
  readonly room: string;
  /** Read just before. */
  readonly before: ParticipantInfo;
  /** LiveKit Cloud, where tokens can be revoked. */
  readonly isCloud: boolean;
}

/** What the server made of it. */
export interface CallOutcome {
  /** Undefined: nothing can be read of it, or the participant is gone. */
  readonly after: ParticipantInfo | undefined;
  readonly doubts: readonly string[];
  readonly steps?: readonly ChangeStep[];
}

/** Makes the calls that a change takes. Whether it may be made was judged before. */
export function callFor(context: CallContext, change: ParticipantChange): Promise<Result<CallOutcome>> {
  switch (change.kind) {
    case 'metadata':
      return update(context, change, { metadata: change.value });
    case 'name':
      return update(context, change, { name: change.value });
    case 'attributes':
      return update(context, change, { attributes: change.value });
    case 'permissions':
    case 'permissionFlags':
      return update(context, change, { permissions: wantedPermissions(change, context.before) });
    case 'muteTrack':
      return mute(context, change);
    case 'subscriptions':
      return subscribe(context, change);
    case 'silence':
      return silence(context);
    case 'remove':
      return remove(context, change);
  }
}

interface Updated {
  readonly metadata?: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly permissions?: PermissionSet | undefined;
}

async function update(context: CallContext, change: ParticipantChange, values: Updated): Promise<Result<CallOutcome>> {
  const { api, guard, room, before } = context;
  const { identity } = before;
  const answer = await guardedCall(guard, `changing ${quote(identity)}`, () =>
    api.updateParticipant({ room, identity, ...values }),
  );
  if (!answer.ok) return answer;
  const after = await confirmed(context, change, answer.value);
  return ok({ after, doubts: doubtsOf(change, before, after) });
}

/** The answer, or, where it is not as wanted, a reading after it: what was taken a moment later is no doubt. */
async function confirmed(
  { api, guard, room, before }: CallContext,
  change: ParticipantChange,
  answer: ParticipantInfo,
): Promise<ParticipantInfo> {
  if (isAsWanted(change, before, answer) === true) return answer;
  const read = await guardedCall(guard, 'reading', () => api.getParticipant(room, before.identity));
  return read.ok && read.value.sid === before.sid ? read.value : answer;
}

async function mute(
  { api, guard, room, before }: CallContext,
  change: Extract<ParticipantChange, { kind: 'muteTrack' }>,
): Promise<Result<CallOutcome>> {
  const { trackSid, muted } = change;
  const doing = `${muted ? 'muting' : 'unmuting'} a track of ${quote(before.identity)}`;
  const answer = await guardedCall(guard, doing, () =>
    api.muteTrack({ room, identity: before.identity, trackSid, muted }),
  );
  if (!answer.ok) return answer;
  const tracks = before.tracks.flatMap((track) => {
    if (track.sid !== trackSid) return [track];
    return answer.value === undefined ? [] : [{ ...track, muted: answer.value }];
  });
  const after = { ...before, tracks };
  return ok({ after, doubts: doubtsOf(change, before, after) });
}

async function subscribe(
  { api, guard, room, before }: CallContext,
  { trackSids, subscribe: receives }: Extract<ParticipantChange, { kind: 'subscriptions' }>,
): Promise<Result<CallOutcome>> {
  const { identity } = before;
  const people = await guardedCall(guard, 'looking for the tracks', () => api.listParticipants(room));
  const answer = await guardedCall(guard, `changing what ${quote(identity)} receives`, () =>
    api.updateSubscriptions({ room, identity, trackSids, subscribe: receives }),
  );
  if (!answer.ok) return answer;
  return ok({ after: undefined, doubts: people.ok ? missingTracks(trackSids, people.value) : [] });
}

/** The server says OK to tracks that nobody has. */
function missingTracks(trackSids: readonly string[], people: readonly ParticipantInfo[]): string[] {
  const present = new Set(people.flatMap(({ tracks }) => tracks.map(({ sid }) => sid)));
  const missing = trackSids.filter((sid) => !present.has(sid));
  if (missing.length === 0) return [];
  const which = missing.slice(0, 3).map(quote).join(', ');
  return [
    `Nobody in the room has ${missing.length === 1 ? 'this track' : `these ${missing.length} tracks`} now: ${which}.`,
  ];
}

async function remove(
  { api, guard, room, before, isCloud }: CallContext,
  { revokeTokens }: Extract<ParticipantChange, { kind: 'remove' }>,
): Promise<Result<CallOutcome>> {
  const answer = await guardedCall(guard, `removing ${quote(before.identity)}`, () =>
    api.removeParticipant(room, before.identity, revokeTokens),
  );
  if (!answer.ok) return answer;
  return ok({ after: undefined, doubts: revokeTokens && !isCloud ? [notRevoked] : [] });
}

const notRevoked =
  'Tokens are revoked by LiveKit Cloud alone: here the token joins again until it expires, and for 10 minutes at least ' +
  'with the refreshed one that the client holds.';

/**
 * Mutes first, so that it is quiet at once; then takes the right to publish, since a muted client can unmute itself; and
 * reads back. A server takes the tracks out of the room with the right; one that does not, has them muted once more.
 */
async function silence(context: CallContext): Promise<Result<CallOutcome>> {
  const { api, guard, room, before } = context;
  const { identity } = before;
  const change = { kind: 'silence' } as const;
  const permissions = wantedPermissions(change, before);
  const muteSteps = await muteAll(context, before);
  let denied: Result<ParticipantInfo> = ok(before);
  if (permissions !== undefined) {
    denied = await guardedCall(guard, `taking from ${quote(identity)} the right to publish`, () =>
      api.updateParticipant({ room, identity, permissions }),
    );
    if (!denied.ok) return { ...denied, message: `${denied.message}${mutedSoFar(muteSteps)}` };
  }
  let after = await readBack(context, denied.value);
  if (audibleTracks(after).length > 0) {
    await muteAll(context, after);
    after = await readBack(context, after);
  }
  const gone = { what: 'Rights to publish and to send data taken', state: 'done', message: '' } as const;
  const steps = [...muteSteps, ...(permissions === undefined ? [] : [gone])];
  return ok({ after, doubts: doubtsOf(change, before, after), steps });
}

function muteAll({ api, guard, room }: CallContext, { identity, tracks }: ParticipantInfo): Promise<ChangeStep[]> {
  const audible = tracks.filter(({ kind, muted }) => kind !== 'data' && !muted);
  return Promise.all(
    audible.map(async (track): Promise<ChangeStep> => {
      const muted = await guardedCall(guard, `muting a track of ${quote(identity)}`, () =>
        api.muteTrack({ room, identity, trackSid: track.sid, muted: true }),
      );
      const what = `Track ${trackName(track)} muted`;
      return muted.ok ? { what, state: 'done', message: '' } : { what, state: muted.kind, message: muted.message };
    }),
  );
}

async function readBack({ api, guard, room, before }: CallContext, known: ParticipantInfo): Promise<ParticipantInfo> {
  const read = await guardedCall(guard, `reading ${quote(before.identity)}`, () =>
    api.getParticipant(room, before.identity),
  );
  return read.ok && read.value.sid === before.sid ? read.value : known;
}

function mutedSoFar(steps: readonly ChangeStep[]): string {
  const muted = steps.filter(({ state }) => state === 'done').length;
  if (muted === 0) return '';
  return ` ${muted === 1 ? 'One track was' : `${muted} tracks were`} muted, but can be unmuted by the person at once.`;
}
