import { trackSources } from '../../electron/contract/changes.ts';
import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import type { RoomParticipant } from '../session/client.ts';
import type { SilenceStep } from './change-result.ts';
import { maySource } from './permission-set.ts';

/** A mute alone is no gag (the client unmutes at will), so three things make up a silence. */
const tests: Readonly<Record<SilenceStep['what'], (who: ParticipantInfo) => boolean>> = {
  tracks: ({ tracks }) => tracks.every(({ muted }) => muted),
  publish: ({ permissions }) =>
    permissions !== undefined &&
    (!permissions.canPublish || !trackSources.some((source) => maySource(permissions.canPublishSources, source))),
  data: ({ permissions }) => permissions?.canPublishData === false,
};
const names = ['tracks', 'publish', 'data'] as const;

export function isSilenced(participant: ParticipantInfo): boolean {
  return names.every((name) => tests[name](participant));
}

/** Notes when the room shows each step of a silence. */
export class SilenceWatch {
  readonly #startedAtMs: number;
  readonly #seenAtMs = new Map<SilenceStep['what'], number | undefined>();

  /** `before`: as it is when the silence is asked for, at `nowMs`. */
  constructor(before: RoomParticipant | undefined, nowMs: number) {
    this.#startedAtMs = nowMs;
    if (before === undefined) return;
    for (const name of names) if (tests[name](before)) this.#seenAtMs.set(name, undefined);
  }

  look(participant: RoomParticipant | undefined, nowMs: number): void {
    if (participant === undefined) return;
    for (const name of names) {
      const isNow = tests[name](participant);
      // By the time of the room's own event, where it tells one.
      const { tracks, permissions } = participant.seenAt;
      const toldAtMs = name === 'tracks' ? tracks : permissions;
      if (!isNow) this.#seenAtMs.delete(name);
      else if (!this.#seenAtMs.has(name)) this.#seenAtMs.set(name, toldAtMs ?? nowMs);
    }
  }

  get steps(): readonly SilenceStep[] {
    return names.map((what) => {
      const at = this.#seenAtMs.get(what);
      const afterMs = at === undefined ? undefined : Math.max(0, Math.round(at - this.#startedAtMs));
      return { what, isSeen: this.#seenAtMs.has(what), afterMs };
    });
  }
}

const stepWords: Readonly<Record<SilenceStep['what'], readonly [seen: string, unseen: string]>> = {
  tracks: ['no track is on', 'a track is still on, or not known to be off'],
  publish: ['publishing is off', 'publishing was not seen to go off'],
  data: ['data is off', 'data was not seen to go off'],
};

/** `No track is on (34 ms), publishing is off (before), data is off (12 ms).` */
export function silenceWords(steps: readonly SilenceStep[]): string {
  const parts = steps.map(({ what, isSeen, afterMs }) => {
    const [seen, unseen] = stepWords[what];
    if (!isSeen) return unseen;
    return `${seen} (${afterMs === undefined ? 'as before' : `${afterMs.toLocaleString('en')} ms`})`;
  });
  const text = parts.join(', ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
