/** Several people of the list, chosen to be changed at once. By identity, so that it outlives a filter and a rejoin. */
export class PeopleSelection {
  #chosen: ReadonlySet<string> = $state.raw(new Set());
  /** From where a range goes. */
  #anchor: string | undefined;

  get chosen(): ReadonlySet<string> {
    return this.#chosen;
  }

  get size(): number {
    return this.#chosen.size;
  }

  has(identity: string): boolean {
    return this.#chosen.has(identity);
  }

  /** One alone is looked at: nothing is chosen, and a range begins here. */
  begin(identity: string): void {
    this.#anchor = identity;
    if (this.size > 0) this.#chosen = new Set();
  }

  /** In or out. `from`: who is looked at, and is the first of several. */
  toggle(identity: string, from?: string): void {
    const next = new Set(this.#chosen);
    if (next.size === 0 && from !== undefined && from !== identity) next.add(from);
    if (!next.delete(identity)) next.add(identity);
    this.#anchor = identity;
    this.#chosen = next;
  }

  /** All from the last one that was clicked to this one, in the order that is shown. */
  extend(identity: string, shown: readonly string[], from?: string): void {
    const anchor = this.#anchor !== undefined && shown.includes(this.#anchor) ? this.#anchor : from;
    const [start, end] = [shown.indexOf(anchor ?? identity), shown.indexOf(identity)];
    if (end < 0) return;
    this.#anchor = anchor ?? identity;
    this.#chosen = new Set(start < 0 ? [identity] : shown.slice(Math.min(start, end), Math.max(start, end) + 1));
  }

  /** All that are shown. */
  all(shown: readonly string[]): void {
    this.#chosen = new Set(shown);
  }

  clear(): void {
    this.#anchor = undefined;
    if (this.size > 0) this.#chosen = new Set();
  }
}
