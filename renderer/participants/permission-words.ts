import type { Permissions } from '../../electron/contract/domain.ts';

export interface PermissionWords {
  readonly flag: keyof Permissions;
  readonly title: string;
  /** `may …` / `may not …`, for the glyphs of the list. */
  readonly may: string;
  readonly on: string;
  readonly off: string;
  /** The same said to the person whose permission it is. */
  readonly you: { readonly on: string; readonly off: string };
}

/**
 * The permission flags in words, with the effect that the server really gives them. One list for glyphs and pane; the
 * first four are those that differ from person to person.
 */
export const permissionWords: readonly PermissionWords[] = [
  {
    flag: 'canPublish',
    title: 'Publish audio and video',
    may: 'publish audio and video',
    on: 'They can publish tracks.',
    off: 'They cannot publish tracks.',
    you: { on: 'You can publish tracks.', off: 'You cannot publish tracks.' },
  },
  {
    flag: 'canPublishData',
    title: 'Send data',
    may: 'send data',
    on: 'Their messages reach the room.',
    off: 'The server drops their messages and tells nobody. Their app keeps reporting success.',
    you: {
      on: 'Your messages reach the room.',
      off: 'The server drops your messages and tells nobody. A send keeps reporting success.',
    },
  },
  {
    flag: 'canSubscribe',
    title: 'Receive media',
    may: 'receive media',
    on: 'They can subscribe to tracks.',
    off: 'No media reaches them. Data still does.',
    you: { on: 'You can subscribe to tracks.', off: 'No media reaches you. Data still does.' },
  },
  {
    flag: 'canUpdateMetadata',
    title: 'Edit own metadata',
    may: 'edit own metadata',
    on: 'They can change their metadata, name and attributes at any time.',
    off: 'They cannot change their metadata, name or attributes. You still can.',
    you: {
      on: 'You can change your metadata, name and attributes as yourself.',
      off: 'You cannot change your metadata, name or attributes as yourself. The server API still can.',
    },
  },
  {
    flag: 'canSubscribeMetrics',
    title: 'Receive metrics',
    may: 'receive metrics',
    on: 'They get metrics of the people they subscribe to.',
    off: 'No metrics reach them.',
    you: { on: 'You get metrics of the people you subscribe to.', off: 'No metrics reach you.' },
  },
  {
    flag: 'hidden',
    title: 'Hidden',
    may: 'be hidden',
    on: 'The room does not tell others of them. They still take part in listings of the server API.',
    off: 'Everybody in the room sees them.',
    you: {
      on: 'The room does not tell others of you. You still take part in listings of the server API.',
      off: 'Everybody in the room sees you.',
    },
  },
  {
    flag: 'recorder',
    title: 'Recorder',
    may: 'act as a recorder',
    on: 'The token says that it records the room.',
    off: 'The token does not say that it records the room.',
    you: { on: 'Your token says that it records the room.', off: 'Your token does not say that it records the room.' },
  },
  {
    flag: 'agent',
    title: 'Agent',
    may: 'act as an agent',
    on: 'May name another identity in chat messages and stream headers: its sid is the proof of who spoke.',
    off: 'Speaks under its own identity only.',
    you: {
      on: 'You may name another identity in chat messages and stream headers: your sid is the proof of who spoke.',
      off: 'You speak under your own identity only.',
    },
  },
];

/** "camera, microphone" or "all sources". */
export function sourceWords(permissions: Permissions): string {
  return permissions.canPublishSources.length === 0 ? 'all sources' : permissions.canPublishSources.join(', ');
}
