import type { ParticipantInfo } from '../../../../../electron/contract/domain.ts';
import { ok, refused } from '../../../../../electron/contract/result.ts';
import type { Result } from '../../../../../electron/contract/result.ts';
import type { ParticipantApi } from '../../../../../electron/services/changes/participant-calls.ts';
import { person } from './people.ts';

export const nurse = person('nurse', 'PA_1', {
  name: 'Eva',
  metadata: '{"a":1}',
  attributes: { hand: 'down' },
  isPublisher: true,
  tracks: [{ sid: 'TR_1', name: 'mic', kind: 'audio', source: 'microphone', muted: false }],
});

export const notThere = refused('participant-not-found', '“nurse” is not in room “r” (any more).');

/** A server that does as it is told; each call can be given another answer. */
export class FakeServer implements ParticipantApi {
  person: ParticipantInfo | undefined = nurse;
  /** Answers what there was, though it takes what it is told. */
  answersLate = false;
  /** A flag that it does not know: it stays as it is. */
  unknownFlag: 'canManageAgentSession' | undefined;
  /** Tracks stay with one who may not publish any more, and are unmuted at once. */
  keepsTracks = false;
  readonly calls: string[] = [];
  /** By the name of a call: what it answers in place of doing it. */
  readonly answers = new Map<keyof ParticipantApi, () => Promise<Result<never>>>();

  getParticipant(): Promise<Result<ParticipantInfo>> {
    return this.#answer('getParticipant', () => (this.person === undefined ? notThere : ok(this.person)));
  }

  listParticipants(): Promise<Result<readonly ParticipantInfo[]>> {
    return this.#answer('listParticipants', () => ok(this.person === undefined ? [] : [this.person]));
  }

  updateParticipant(change: Parameters<ParticipantApi['updateParticipant']>[0]): Promise<Result<ParticipantInfo>> {
    return this.#answer('updateParticipant', () => {
      if (this.person === undefined) return notThere;
      const before = this.person;
      const { metadata = '', name = '', attributes = {}, permissions: given = before.permissions } = change;
      const kept = Object.entries({ ...before.attributes, ...attributes }).filter(([, value]) => value !== '');
      this.person = {
        ...this.person,
        ...(metadata === '' ? {} : { metadata }),
        ...(name === '' ? {} : { name }),
        attributes: Object.fromEntries(kept),
        permissions: given && { ...given, ...(this.unknownFlag === undefined ? {} : { [this.unknownFlag]: false }) },
        tracks: given?.canPublish === false ? this.#tracksLeft(before) : before.tracks,
      };
      return ok(this.answersLate ? before : this.person);
    });
  }

  muteTrack({ trackSid, muted }: Parameters<ParticipantApi['muteTrack']>[0]): Promise<Result<boolean | undefined>> {
    return this.#answer('muteTrack', () => {
      if (this.person === undefined) return notThere;
      const tracks = this.person.tracks.map((track) => (track.sid === trackSid ? { ...track, muted } : track));
      this.person = { ...this.person, tracks };
      return ok(tracks.find(({ sid }) => sid === trackSid)?.muted);
    });
  }

  updateSubscriptions(): Promise<Result<undefined>> {
    return this.#answer('updateSubscriptions', () => ok(undefined));
  }

  removeParticipant(_room: string, _identity: string, revokes: boolean): Promise<Result<undefined>> {
    return this.#answer('removeParticipant', () => {
      this.calls.push(revokes ? 'revokes' : 'revokes not');
      this.person = undefined;
      return ok(undefined);
    });
  }

  #tracksLeft({ tracks }: ParticipantInfo): ParticipantInfo['tracks'] {
    return this.keepsTracks ? tracks.map((track) => ({ ...track, muted: false })) : [];
  }

  async #answer<T>(name: keyof ParticipantApi, run: () => Result<T>): Promise<Result<T>> {
    this.calls.push(name);
    const answer = this.answers.get(name);
    return answer === undefined ? run() : answer();
  }
}

/** A clock that moves when it is told to. */
export class FakeClock {
  nowMs = 1_000_000;
  readonly #timers: { readonly atMs: number; readonly run: () => void }[] = [];

  readonly now = (): number => this.nowMs;

  readonly schedule = (run: () => void, afterMs: number): (() => void) => {
    const timer = { atMs: this.nowMs + afterMs, run };
    this.#timers.push(timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  };

  get waiting(): number {
    return this.#timers.length;
  }

  /** Runs what is due on the way, in its order; what was promised before has its turn in between. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].sort((one, other) => one.atMs - other.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.nowMs = next.atMs;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      next.run();
      await settled();
    }
    this.nowMs = untilMs;
  }
}

/** What was resolved has been told on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
