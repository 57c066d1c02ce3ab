import type { ChangeOutcome, ParticipantChange } from '../../contract/changes.ts';
import type { ParticipantInfo } from '../../contract/domain.ts';
import type { Result } from '../../contract/result.ts';
import { ConnectionWatch } from './connection-watch.ts';
import type { Sighting } from './connection-watch.ts';
import { changesToKeep } from './keep-in-force.ts';
import { LookAlikes } from './look-alikes.ts';
import type { OrderRecord } from './order-record.ts';
import * as words from './order-words.ts';

export interface OrderRunnerOptions {
  readonly record: OrderRecord;
  /** Epoch ms. */
  readonly now: () => number;
  /** Refused as `another-connection` where this sid has not the identity any more. */
  readonly applyChange: (change: ParticipantChange, sid: string) => Promise<Result<ChangeOutcome>>;
}

/** How often it tries with one connection: what the server still refuses then, it refuses for a reason. */
const triesPerConnection = 5;
/** Before the second try, ms; doubles up to the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 10_000;

/** It left in between: no failure. One that is listed all the same is tried again, as any other. */
const goneReasons = new Set(['participant-not-found', 'another-connection', 'nobody-there', 'room-not-found']);

/** Carries out one standing order: is shown who is in the room at each look, and does what is due. */
export class OrderRunner {
  readonly #options: OrderRunnerOptions;
  readonly #record: OrderRecord;
  readonly #watch: ConnectionWatch;
  readonly #lookAlikes: LookAlikes | undefined;
  #isFirstLook = true;
  /** The connection with which something is still to be done. */
  #dueSid: string | undefined;
  #tries = 0;
  #notBeforeMs = 0;
  #isBusy = false;

  constructor(options: OrderRunnerOptions) {
    const { record } = options;
    const { order, identity, startedAtMs } = record;
    this.#options = options;
    this.#record = record;
    const isAway = order.kind === 'watchReturn' || (order.kind === 'removeOnReturn' && order.sid !== undefined);
    const ignoredSid = order.kind === 'keepInForce' ? undefined : order.sid;
    this.#watch = new ConnectionWatch(identity, isAway ? startedAtMs : undefined, ignoredSid);
    this.#lookAlikes = order.kind === 'watchReturn' ? new LookAlikes({ identity, ...order }) : undefined;
  }

  get record(): OrderRecord {
    return this.#record;
  }

  /** Resolves when what this look led to is done; a look meanwhile only watches. Never rejects for a refusal. */
  async look(people: readonly ParticipantInfo[]): Promise<void> {
    if (!this.#record.isActive) return;
    const sighting = this.#watch.look(people, this.#options.now());
    this.#tellSighting(sighting);
    for (const found of this.#lookAlikes?.look(people) ?? []) {
      this.#record.tell('look-alike', words.lookAlikeText(found));
    }
    this.#isFirstLook = false;
    const { person, isNew } = sighting;
    if (isNew || person === undefined) {
      this.#dueSid = person?.sid;
      this.#tries = 0;
      this.#notBeforeMs = 0;
      this.#record.setOwnTrouble('');
    }
    if (person === undefined || person.sid !== this.#dueSid || this.#isBusy) return;
    if (this.#options.now() < this.#notBeforeMs) return;
    this.#isBusy = true;
    try {
      await this.#act(person);
    } finally {
      this.#isBusy = false;
    }
  }

  #tellSighting({ person, isNew, isFirst, hasLeft, awayMs }: Sighting): void {
    const { order } = this.#record;
    if (hasLeft) this.#record.tell('left', words.leftText());
    if (!isNew || person === undefined) return;
    if (order.kind === 'watchReturn') this.#record.tell('rejoined', words.returnedText(person, order, awayMs));
    else if (!isFirst) this.#record.tell('rejoined', words.rejoinedText(awayMs));
    // Who is there as the order begins has not come.
    else if (!this.#isFirstLook) this.#record.tell('rejoined', words.joinedText());
  }

  async #act(person: ParticipantInfo): Promise<void> {
    const { order } = this.#record;
    const isFirstTry = this.#tries === 0;
    this.#tries += 1;
    switch (order.kind) {
      case 'watchReturn':
        this.#dueSid = undefined;
        return;
      case 'keepInForce': {
        const changes = changesToKeep(order, person);
        if (changes.length === 0 && isFirstTry) this.#record.tell('applied', words.nothingToApplyText());
        await this.#applyAll(changes, person.sid, (doubts, applied) => {
          this.#record.tell('applied', words.appliedText(applied, doubts));
        });
        return;
      }
      case 'removeOnReturn': {
        const remove: ParticipantChange = { kind: 'remove', revokeTokens: false };
        await this.#applyAll([remove], person.sid, (doubts) => this.#record.tell('removed', words.removedText(doubts)));
        return;
      }
    }
  }

  /** One after the other; one that fails does not hold up the next. What failed is due again after a pause. */
  async #applyAll(
    changes: readonly ParticipantChange[],
    sid: string,
    onApplied: (doubts: readonly string[], applied: readonly ParticipantChange[]) => void,
  ): Promise<void> {
    const applied: ParticipantChange[] = [];
    const doubts: string[] = [];
    let failure = '';
    /** The server says so; the next look tells whether it is. */
    let gone = '';
    for (const change of changes) {
      if (!this.#record.isActive || gone !== '') break;
      const outcome = await this.#options.applyChange(change, sid);
      if (outcome.ok) {
        applied.push(change);
        doubts.push(...outcome.value.doubts);
      } else if (goneReasons.has(outcome.reason)) {
        gone = outcome.message;
      } else {
        failure = this.#tellFailure(change, outcome);
      }
    }
    if (applied.length > 0) onApplied(doubts, applied);
    this.#planNext(sid, failure, gone);
  }

  #tellFailure(change: ParticipantChange, failed: Exclude<Result<unknown>, { ok: true }>): string {
    const text =
      failed.kind === 'unknown' ? words.unknownText(change, failed.message) : words.failedText(change, failed.message);
    this.#record.tell(failed.kind, text);
    return text;
  }

  #planNext(sid: string, failure: string, gone: string): void {
    // Another connection came meanwhile: what is due with it, is its own.
    if (this.#dueSid !== sid) return;
    if (failure === '' && gone === '') {
      this.#dueSid = undefined;
      this.#record.setOwnTrouble('');
    } else if (this.#tries >= triesPerConnection) {
      this.#dueSid = undefined;
      this.#record.setOwnTrouble(words.gaveUpText(this.#tries, failure || gone));
    } else {
      this.#notBeforeMs = this.#options.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#tries - 1));
      this.#record.setOwnTrouble(failure);
    }
  }
}
