import type { ServerFacts, TriedCall } from '../../electron/contract/server-facts.ts';
import { formatTime } from '../ui/format.ts';

/** One line of “About this server”: what, what is known of it, and how that is known. */
export interface FactLine {
  readonly what: string;
  readonly known: string;
  readonly how: string;
}

export function factLines(facts: ServerFacts): readonly FactLine[] {
  const { version, region, toldAtMs, remoteUnmute, move, forward } = facts;
  const told = toldAtMs === undefined ? 'The server tells it in its join response only.' : `Told at ${formatTime(toldAtMs)}, by a join.`;
  const joined = toldAtMs !== undefined;
  return [
    { what: 'Version', known: joined ? version : 'unknown until joined', how: told },
    { what: 'Region', known: joined ? region || 'none told' : 'unknown until joined', how: told },
    { what: 'Unmuting others', known: unmuteWords[remoteUnmute], how: unmuteHow[remoteUnmute] },
    { what: 'Moving a participant', known: triedWords[move.state], how: triedHow(move) },
    { what: 'Forwarding a participant', known: triedWords[forward.state], how: triedHow(forward) },
    limits,
  ];
}

const unmuteWords: Readonly<Record<ServerFacts['remoteUnmute'], string>> = {
  'not-tried': 'unknown until tried',
  works: 'works',
  refused: 'refused',
};

const unmuteHow: Readonly<Record<ServerFacts['remoteUnmute'], string>> = {
  'not-tried': 'Off by default; the answer to your first unmute tells.',
  works: 'The server carried out an unmute.',
  refused: 'The server refused an unmute: `enable_remote_unmute` is off. The buttons say so.',
};

const triedWords: Readonly<Record<TriedCall['state'], string>> = {
  'not-tried': 'unknown until tried',
  works: 'works',
  'not-implemented': 'not implemented',
  unclear: 'unclear',
};

function triedHow({ state, message, atMs }: TriedCall): string {
  const at = atMs === undefined ? '' : ` Tried at ${formatTime(atMs)}.`;
  switch (state) {
    case 'not-tried':
      return 'LiveKit Cloud can; trying it on somebody would move them.';
    case 'works':
      return `The server did it with a throwaway of ours.${at}`;
    case 'not-implemented':
      return `The server answered “not implemented”.${at}`;
    case 'unclear':
      return `${message}${at}`;
  }
}

/** No call tells a server's limits: these are the defaults of livekit-server, and each may be configured otherwise. */
const limits: FactLine = {
  what: 'Limits',
  known: 'metadata 512 KiB (older: 64 KiB), attributes 64 KiB together, name and identity 256 bytes',
  how: 'The defaults of livekit-server: no call tells what is configured here. A refusal names the limit.',
};

export const trialWords =
  'This creates two rooms named room-console-try-…, joins one with a throwaway participant, tries to forward and then to ' +
  'move it, and deletes both rooms. Webhooks of this server see them come and go; nobody else is touched.';
