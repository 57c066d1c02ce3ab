import type { ChangeTarget, ParticipantChange } from '../../../electron/contract/changes.ts';
import type { ParticipantInfo, Profile, Session } from '../../../electron/contract/domain.ts';
import { z } from '../../../electron/contract/zod.ts';
import type { PermissionPreset } from '../permission-presets.ts';
import type { OwnPreset } from '../permission-presets.ts';
import type { SomePermissions } from '../permission-set.ts';
import type { PermissionFlag } from '../../ui/permission-words.ts';

export type BulkAction = 'silence' | 'permissions' | 'remove' | 'metadata' | 'attributes';

/** Somebody whom a change of many may be about. */
export interface BulkPerson {
  readonly participant: ParticipantInfo;
  /** This console's own participant: not changed unless it is asked for. */
  readonly isOwn: boolean;
}

/** What is asked for: whom, where, and what is thought of first. */
export interface BulkAsk {
  readonly session: Pick<Session, 'profileId' | 'room'>;
  readonly profile: Profile;
  readonly people: readonly BulkPerson[];
  readonly action: BulkAction;
}

/** Targets begun a second: each takes a reading and a call or a few, and the server does the people's own work beside. */
export const defaultPace = 10;
export const paceBounds = { min: 0.1, max: 100 };

const attributesText = z.record(z.string().min(1), z.string());

/** A change of many as it is put together, before anything is sent. */
export class BulkPlan {
  action: BulkAction = $state('silence');
  pace = $state(String(defaultPace));
  metadata = $state('');
  attributes = $state('{}');
  revoke = $state(false);
  /** Of each flag: on, off; not in it: left as it is. */
  flags: SomePermissions = $state.raw({});
  #left: ReadonlySet<string> = $state.raw(new Set());
  readonly people: readonly BulkPerson[];

  constructor({ people, action }: Pick<BulkAsk, 'people' | 'action'>) {
    this.people = people;
    this.action = action;
    this.#left = new Set(people.filter(({ isOwn }) => isOwn).map(({ participant }) => participant.identity));
  }

  get hit(): readonly BulkPerson[] {
    return this.people.filter(({ participant }) => !this.#left.has(participant.identity));
  }

  isHit(identity: string): boolean {
    return !this.#left.has(identity);
  }

  setHit(identity: string, isHit: boolean): void {
    const left = new Set(this.#left);
    if (isHit) left.delete(identity);
    else left.add(identity);
    this.#left = left;
  }

  get targets(): ChangeTarget[] {
    return this.hit.map(({ participant: { identity, sid } }) => ({ identity, ...(sid === '' ? {} : { sid }) }));
  }

  /** Undefined: as it is. */
  setFlag(flag: PermissionFlag, value: boolean | undefined): void {
    this.flags = { ...this.flags, [flag]: value };
  }

  usePreset({ sets }: PermissionPreset | OwnPreset): void {
    this.flags = { ...sets };
  }

  get perSecond(): number {
    return Number(this.pace);
  }

  /** What is to be done to each; undefined while `problem` says what is missing. */
  get change(): ParticipantChange | undefined {
    switch (this.action) {
      case 'silence':
        return { kind: 'silence' };
      case 'remove':
        return { kind: 'remove', revokeTokens: this.revoke };
      case 'metadata':
        return this.metadata === '' ? undefined : { kind: 'metadata', value: this.metadata };
      case 'attributes': {
        const value = this.#attributes();
        return value === undefined || Object.keys(value).length === 0 ? undefined : { kind: 'attributes', value };
      }
      case 'permissions': {
        const { canPublishSources, ...flags } = this.flags;
        const set = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
        const value = { ...set, ...(canPublishSources === undefined ? {} : { canPublishSources: [...canPublishSources] }) };
        return Object.keys(value).length === 0 ? undefined : { kind: 'permissionFlags', value };
      }
    }
  }

  /** Why it cannot be begun, as a sentence; undefined where it can. */
  get problem(): string | undefined {
    if (this.hit.length === 0) return 'Nobody is chosen.';
    if (this.change === undefined) return this.#missing();
    const { min, max } = paceBounds;
    const isPace = Number.isFinite(this.perSecond) && this.perSecond >= min && this.perSecond <= max;
    return isPace ? undefined : `The pace is a number from ${min} to ${max} a second.`;
  }

  #missing(): string {
    switch (this.action) {
      case 'metadata':
        return 'The server ignores empty metadata: write what they get, such as {} or a space.';
      case 'attributes':
        return this.#attributes() === undefined
          ? 'Attributes are a JSON object whose values are texts: {"ward": "3"}.'
          : 'Name at least one attribute. An empty text deletes it.';
      case 'permissions':
        return 'Set at least one permission, or take a preset.';
      case 'silence':
      case 'remove':
        return '';
    }
  }

  #attributes(): Record<string, string> | undefined {
    try {
      const parsed = attributesText.safeParse(JSON.parse(this.attributes));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }
}
