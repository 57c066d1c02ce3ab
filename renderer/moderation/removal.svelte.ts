import { noticeOfChange } from './moderation-words.ts';
import { canRevoke, targetOf, type Moderated } from './moderated.ts';
import type { ModerationState } from './moderation-state.svelte.ts';
import type { OrdersState } from './orders-state.svelte.ts';
import { returnTimes, watchMs } from './return-words.ts';

/** What is chosen before somebody is removed, and what came of it. */
export class Removal {
  /** Whether they come back is watched for 10 minutes. */
  watch = $state(true);
  /** They are removed whenever this identity comes back. */
  again = $state(false);
  /** Index of `returnTimes`. */
  time = $state(0);
  revoke = $state(true);
  busy = $state(false);
  problem = $state<string>();
  readonly canRevoke: boolean;
  readonly #stop = new AbortController();
  readonly #options: { moderation: ModerationState; orders: OrdersState; who: Moderated };

  constructor(options: { moderation: ModerationState; orders: OrdersState; who: Moderated }) {
    this.#options = options;
    this.canRevoke = canRevoke(options.who.profile.url);
  }

  /** Waits no more for the server's answer: then nobody knows, and the room and its list tell. */
  cancel(): void {
    this.#stop.abort();
  }

  /** True where the dialog is done with. */
  async run(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    const { moderation, who } = this.#options;
    const target = targetOf(who);
    const revokeTokens = this.canRevoke && this.revoke;
    const result = await moderation.run(target, { kind: 'remove', revokeTokens }, { quiet: true, signal: this.#stop.signal });
    if (result.verdict.kind === 'refused') {
      this.problem = result.verdict.message;
      this.busy = false;
      return false;
    }
    // Also where nobody knows whether it came about: then it is worth the more.
    await this.#follow();
    this.busy = false;
    moderation.tell(noticeOfChange(target, result));
    return true;
  }

  async #follow(): Promise<void> {
    const { orders, who } = this.#options;
    const { identity, sid, name, metadata } = who.participant;
    const removed = sid === '' ? {} : { sid };
    const time = returnTimes[this.time];
    if (this.watch) await orders.begin(who.session, identity, { kind: 'watchReturn', name, metadata, ...removed }, watchMs);
    if (this.again) await orders.begin(who.session, identity, { kind: 'removeOnReturn', ...removed }, time?.ms);
  }
}
