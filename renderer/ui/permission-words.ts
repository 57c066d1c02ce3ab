import type { trackSources } from '../../electron/contract/changes.ts';
import type { Permissions } from '../../electron/contract/domain.ts';

/** All but the list of sources: those that are on or off. */
export type PermissionFlag = Exclude<keyof Permissions, 'canPublishSources'>;

export interface PermissionWords {
  readonly flag: PermissionFlag;
  readonly title: string;
  /** `may …` / `may not …`, for the glyphs of the list. */
  readonly may: string;
  readonly on: string;
  readonly off: string;
  /** The same said to the person whose permission it is. */
  readonly you: { readonly on: string; readonly off: string };
  /** Whether this console sees that it has its effect, and by what. */
  readonly sight: string;
}

/**
 * The permission flags in words, with the effect that the server really gives them. One list for glyphs and editor; the
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
    sight: 'Seen here: tracks that come and go are rows.',
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
    sight: 'Seen in part: messages that stop coming are seen, those that the server drops are not.',
  },
  {
    flag: 'canSubscribe',
    title: 'Receive media',
    may: 'receive media',
    on: 'They can subscribe to tracks.',
    off: 'No media reaches them. Data still does.',
    you: { on: 'You can subscribe to tracks.', off: 'No media reaches you. Data still does.' },
    sight: 'Not seen here: the server tells nobody who receives what.',
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
    sight: 'Not seen here: only whoever tries it is told that it was refused.',
  },
  {
    flag: 'canSubscribeMetrics',
    title: 'Receive metrics',
    may: 'receive metrics',
    on: 'They get metrics of the people they subscribe to.',
    off: 'No metrics reach them.',
    you: { on: 'You get metrics of the people you subscribe to.', off: 'No metrics reach you.' },
    sight: 'Not seen here: the server tells nobody who receives what.',
  },
  {
    flag: 'canManageAgentSession',
    title: 'Manage agent sessions',
    may: 'manage agent sessions',
    on: 'They can control the session of an agent in the room.',
    off: 'They cannot control the session of an agent in the room.',
    you: {
      on: 'You can control the session of an agent in the room.',
      off: 'You cannot control the session of an agent in the room.',
    },
    sight: 'Not seen here: it is between them and the agent.',
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
    sight: 'Seen in part: this console reads the server’s list, and cannot see what others keep on their screens.',
  },
  {
    flag: 'recorder',
    title: 'Recorder',
    may: 'act as a recorder',
    on: 'The token says that it records the room.',
    off: 'The token does not say that it records the room.',
    you: { on: 'Your token says that it records the room.', off: 'Your token does not say that it records the room.' },
    sight: 'Not seen here: what it means is up to the applications.',
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
    sight: 'Seen here: a message that speaks as somebody else is flagged.',
  },
];

export const sourceTitles: Readonly<Record<(typeof trackSources)[number], string>> = {
  camera: 'Camera',
  microphone: 'Microphone',
  screen_share: 'Screen',
  screen_share_audio: 'Screen’s sound',
};

/** `microphone`, `screen share audio`; sources of later versions by the name that they come with. */
export function sourceWord(source: string): string {
  return source.replaceAll('_', ' ');
}

/** "camera, microphone" or "all sources". */
export function sourceWords(sources: readonly string[]): string {
  return sources.length === 0 ? 'all sources' : sources.map(sourceWord).join(', ');
}
