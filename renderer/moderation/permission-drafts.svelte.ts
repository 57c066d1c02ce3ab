import type { PermissionSet } from '../../electron/contract/changes.ts';
import type { Permissions } from '../../electron/contract/domain.ts';
import type { ChangeResult } from './change-result.ts';
import { differences, permissionSetOf, realChanges, withChanges } from './permission-set.ts';
import type { PermissionDifference, SomePermissions } from './permission-set.ts';

/**
 * The switches that were turned and not yet applied, for one participant. Only what was turned is the person's: all else
 * is as it is live, so that nothing of somebody else's is put back by chance.
 */
export class PermissionDraft {
  #changes: SomePermissions = $state.raw({});
  /** The live set that the person saw when turning the first switch, or agreed to since. */
  #seen: PermissionSet | undefined = $state.raw();
  busy = $state(false);
  result: ChangeResult | undefined = $state.raw();

  get isClean(): boolean {
    return Object.keys(this.#changes).length === 0;
  }

  /** What was seen; sent along, so that the main process refuses where there is something else by now. */
  get seen(): PermissionSet | undefined {
    return this.#seen;
  }

  /** What would be there once it is applied. */
  wanted(live: Permissions): PermissionSet {
    return withChanges(live, this.#changes);
  }

  changed(live: Permissions): PermissionDifference[] {
    return differences(live, this.wanted(live));
  }

  /** What somebody else changed since it was seen. */
  meanwhile(live: Permissions): PermissionDifference[] {
    return this.#seen === undefined ? [] : differences(this.#seen, live);
  }

  turn(live: Permissions, changes: SomePermissions): void {
    this.#changes = realChanges(live, { ...this.#changes, ...changes });
    this.result = undefined;
    this.#seen = this.isClean ? undefined : (this.#seen ?? permissionSetOf(live));
  }

  /** What changed meanwhile was looked at: the draft goes on top of it. */
  agree(live: Permissions): void {
    this.#changes = realChanges(live, this.#changes);
    this.#seen = this.isClean ? undefined : permissionSetOf(live);
    this.result = undefined;
  }

  drop(): void {
    this.#changes = {};
    this.#seen = undefined;
  }
}

/** Drafts of all participants that were looked at, by session and identity; they outlive the pane. */
export class PermissionDrafts {
  readonly #drafts = new Map<string, PermissionDraft>();

  of(sessionId: string, identity: string): PermissionDraft {
    const key = JSON.stringify([sessionId, identity]);
    const known = this.#drafts.get(key);
    if (known !== undefined) return known;
    const draft = new PermissionDraft();
    this.#drafts.set(key, draft);
    return draft;
  }

  /** The session is over. */
  forget(sessionId: string): void {
    for (const key of [...this.#drafts.keys()]) {
      if (key.startsWith(`[${JSON.stringify(sessionId)},`)) this.#drafts.delete(key);
    }
  }
}
