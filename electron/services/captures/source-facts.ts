import type { FeedNote, FeedTotals } from '../../contract/feed.ts';
import type { FileFacts } from './capture-file.ts';

/** Who records what, with what; texts are empty where they are not known. */
export interface SourceFacts {
  readonly application: string;
  readonly runtime: string;
  readonly room: string;
  readonly roomSid: string;
  readonly server: string;
  readonly serverVersion: string;
  /** Name of the profile. */
  readonly profile: string;
  readonly identity: string;
  readonly role: string;
  /** Wall clock minus the clock that stamps packets, ms. */
  readonly clockOffsetMs: number;
}

/** What is asked of the source, as the file says it. */
export interface WrittenFacts {
  /** Empty: all rows. */
  readonly filter: string;
  readonly payloads: boolean;
  readonly startedAtMs: number;
  /** Number of the file's first row: a recording that was rotated counts on. */
  readonly firstNumber: number;
}

export function sessionNote(source: SourceFacts, written: WrittenFacts): FeedNote {
  return { type: 'session', ...source, ...written };
}

/** Behind the header of an MCAP file. */
export function beginFacts(source: SourceFacts, written: WrittenFacts): FileFacts {
  return texts({ ...source, ...written, payloads: written.payloads ? 'whole' : 'left out' });
}

/** How a file ends; totals: of this file. */
export interface EndFacts {
  readonly source: SourceFacts;
  readonly totals: FeedTotals;
  /** Of its first row where that is older than the file. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** The last note of a file that is ended in order. */
export function endNote({ totals, endedAtMs }: EndFacts): FeedNote {
  const { rows, in: received, out, events, flagged, missing } = totals;
  return { type: 'end', rows, in: received, out, events, flagged, missing, endedAtMs };
}

/** Before the summary of an MCAP file. */
export function endMetadata({ source, totals, startedAtMs, endedAtMs }: EndFacts): FileFacts {
  const { byKind, ...counts } = totals;
  const { roomSid, serverVersion } = source;
  return texts({ ...counts, ...byKind, startedAtMs, endedAtMs, roomSid, serverVersion });
}

function texts(values: Readonly<Record<string, string | number>>): FileFacts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
