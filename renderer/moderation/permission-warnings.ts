import type { PermissionSet } from '../../electron/contract/changes.ts';
import type { Permissions } from '../../electron/contract/domain.ts';

export interface PermissionWarning {
  readonly key: keyof PermissionSet;
  readonly title: string;
  readonly text: string;
}

/** What a person should know before this set takes the place of that one. `isOwn`: it is this console's participant. */
export function permissionWarnings(from: Permissions, to: Permissions, isOwn: boolean): PermissionWarning[] {
  const [who, their] = isOwn ? ['This console', 'this console’s'] : ['They', 'their'];
  const turned = (key: Exclude<keyof PermissionSet, 'canPublishSources'>, on: boolean): boolean =>
    from[key] !== to[key] && to[key] === on;
  const warnings: PermissionWarning[] = [];
  const warn = (key: keyof PermissionSet, title: string, text: string): void => {
    warnings.push({ key, title, text });
  };
  if (turned('canPublishData', false)) {
    warn(
      'canPublishData',
      isOwn ? 'Sends from here will succeed and vanish' : 'Their client is not told',
      `The server drops ${their} messages from then on and says nothing: sends succeed and vanish.`,
    );
  }
  if (turned('canPublish', false)) {
    warn('canPublish', `The server ends ${their} tracks`, 'Given back, they have to be published anew by the client.');
  } else if (to.canPublish && isNarrower(from.canPublishSources, to.canPublishSources)) {
    warn(
      'canPublishSources',
      `The server ends ${their} tracks of the other sources`,
      'Given back, they have to be published anew by the client.',
    );
  }
  if (turned('canSubscribe', false)) {
    warn('canSubscribe', `${who} will receive no tracks`, 'Data messages still arrive.');
  }
  if (turned('hidden', true)) {
    warn(
      'hidden',
      'Others keep a stale entry',
      'Made hidden while connected, they stay on the lists of everybody who is in the room now, as they are at this ' +
        'moment: no change, and no leaving, is told any more. Who joins later does not see them.',
    );
  }
  if (turned('hidden', false)) {
    warn(
      'hidden',
      'The room is told of them',
      'Everybody in the room sees them from then on, as they are then, and can address them. Stale entries are right again.',
    );
  }
  if (turned('agent', true)) {
    warn(
      'agent',
      `${who} may speak as somebody else`,
      'An agent may name another identity in chat messages and stream headers; only the sid tells who sent it.',
    );
  }
  return warnings;
}

function isNarrower(before: readonly string[], after: readonly string[]): boolean {
  if (after.length === 0) return false;
  return before.length === 0 || before.some((source) => !after.includes(source));
}
