import { printableStart } from '../ui/safe-text.ts';
import type { EditDraft } from './edit-draft.svelte.ts';

/** What the server does with an empty value, and what works. */
export function clearingWords(what: string, isIgnored: boolean): string {
  if (!isIgnored) return `Saving this clears the ${what}, for everybody in the room.`;
  return what === 'name'
    ? 'The server says OK to an empty name and ignores it. Save a space to mean “no name”: it is a name of one space.'
    : `The server says OK to empty ${what} and ignores it. Save {} or a space to mean “nothing”: both are values that an application has to know.`;
}

/** What becomes of a draft when its page goes; undefined where it need not be said. */
export function keepWords(keep: EditDraft['keep']): { readonly text: string; readonly isLost: boolean } | undefined {
  switch (keep) {
    case 'restored':
      return { text: 'This draft is from before: it was kept when its tab or page went.', isLost: false };
    case 'too-large':
      return { text: 'This draft is too large to be kept: it is lost when the tab closes or the page is loaded anew.', isLost: true };
    case 'no-room':
      return { text: 'There is no room to keep this draft: it is lost when the tab closes or the page is loaded anew.', isLost: true };
    case 'none':
    case 'kept':
      return undefined;
  }
}

/** Edits of a participant last for the connection; said where they are made. */
export const lastsWords =
  'Edits last for this connection: when they join again with their first token, its metadata, name and permissions are back.';

/** Why nothing can be changed through a profile. */
export function readOnlyWords(profile: string): string {
  return `The profile “${printableStart(profile, 60)}” is read only: nothing is changed through it.`;
}
