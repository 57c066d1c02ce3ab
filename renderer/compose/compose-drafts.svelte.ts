import type { DataKind } from '../../electron/contract/domain.ts';
import type { PayloadFormat } from './encode-payload.ts';
import type { SendWay } from './packet-size.ts';
import type { SendResult } from './message-sender.ts';

/**
 * What is being written in one session's compose dock. The session's tab owns it, not the dock: it survives a change
 * of tabs, a lost connection and a failed send. Only the person empties it.
 */
export class ComposeDrafts {
  /** Undefined until the person decides: participants start with it open, observers with it closed. */
  open: boolean | undefined = $state();
  way: SendWay = $state('participant');
  kind: DataKind = $state('reliable');
  /** Empty: a packet without a topic. */
  topic = $state('');
  /** Identities; none: everyone. Raw, as it is sent to other pages as it is. */
  destinations: readonly string[] = $state.raw([]);
  /** What stands in the destination field and is no chip yet. */
  destinationTyped = $state('');
  format: PayloadFormat = $state('json');
  /** Typed as text or JSON; hex has a text of its own, so that trying it out loses nothing. */
  text = $state('');
  hex = $state('');
  isSending = $state(false);
  /** What became of a send, and of which message. */
  #verdict: { readonly of: readonly unknown[]; readonly result: SendResult } | undefined = $state.raw();
  /** What was typed when a message was last taken; it stays in the editor, but is not lost with it. */
  sent = $state('');

  /** What became of the last send; undefined as soon as the message is another one, as it is not about that. */
  get result(): SendResult | undefined {
    const verdict = this.#verdict;
    const now = this.#message;
    return verdict?.of.every((part, index) => part === now[index]) === true ? verdict.result : undefined;
  }

  set result(result: SendResult | undefined) {
    this.#verdict = result === undefined ? undefined : { of: this.#message, result };
  }

  get #message(): readonly unknown[] {
    const { way, kind, topic, destinations, destinationTyped, format, typed } = this;
    return [way, kind, topic, destinations, destinationTyped, format, typed];
  }

  /** True where closing the tab would lose what was typed and never sent. */
  get hasUnsent(): boolean {
    return [this.text, this.hex].some((typed) => typed !== '' && typed !== this.sent);
  }

  get typed(): string {
    return this.format === 'hex' ? this.hex : this.text;
  }

  set typed(value: string) {
    if (this.format === 'hex') this.hex = value;
    else this.text = value;
  }

  addDestination(identity: string): void {
    this.destinationTyped = '';
    if (identity !== '' && !this.destinations.includes(identity)) this.destinations = [...this.destinations, identity];
  }

  removeDestination(identity: string): void {
    this.destinations = this.destinations.filter((one) => one !== identity);
  }
}
