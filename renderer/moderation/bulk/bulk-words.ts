import type { BulkChange, BulkTarget, ParticipantChange, TargetState } from '../../../electron/contract/changes.ts';
import { permissionWords, sourceWords } from '../../ui/permission-words.ts';
import { countOf, formatCount, listNames } from '../../ui/format.ts';
import type { Notice } from '../../ui/notice-of.ts';
import { printable, printableName } from '../../ui/safe-text.ts';
import type { ActionNote } from '../moderation-words.ts';

/** What is said of a change of many. Pure. */

/** `remove`, `set metadata of`: before "98 people". */
export function bulkVerb(change: ParticipantChange): string {
  switch (change.kind) {
    case 'silence':
      return 'silence';
    case 'remove':
      return 'remove';
    case 'permissions':
    case 'permissionFlags':
      return 'change permissions of';
    case 'metadata':
    case 'name':
    case 'attributes':
      return `set ${change.kind} of`;
    case 'muteTrack':
      return change.muted ? 'mute a track of' : 'unmute a track of';
    case 'subscriptions':
      return change.subscribe ? 'start tracks to' : 'stop tracks to';
  }
}

/** `Remove 98 people`. */
export function bulkTitle(change: ParticipantChange, count: number): string {
  const words = `${bulkVerb(change)} ${people(count)}`;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function people(count: number): string {
  return countOf(count, 'person', 'people');
}

/** What exactly is set: `Send data off, Receive media on`. Empty where the title says it all. */
export function bulkDetail(change: ParticipantChange): string {
  switch (change.kind) {
    case 'permissions':
    case 'permissionFlags': {
      const { value } = change;
      const flags = permissionWords
        .filter(({ flag }) => value[flag] !== undefined)
        .map(({ flag, title }) => `${title} ${value[flag] === true ? 'on' : 'off'}`);
      const sources = value.canPublishSources;
      return [...flags, ...(sources === undefined ? [] : [`Sources: ${sourceWords(sources)}`])].join(', ');
    }
    case 'metadata':
    case 'name':
      return printable(change.value, 300);
    case 'attributes':
      return Object.entries(change.value)
        .map(([key, value]) => (value === '' ? `delete ${printable(key, 60)}` : `${printable(key, 60)} = ${printable(value, 60)}`))
        .join(', ');
    case 'remove':
      return change.revokeTokens ? 'with the tokens that were issued until now' : '';
    case 'silence':
    case 'muteTrack':
    case 'subscriptions':
      return '';
  }
}

export type BulkCounts = Readonly<Record<TargetState, number>>;

export function bulkCounts(targets: readonly Pick<BulkTarget, 'state'>[]): BulkCounts {
  const counts: Record<TargetState, number> = { waiting: 0, running: 0, done: 0, refused: 0, unknown: 0, 'left-alone': 0 };
  for (const { state } of targets) counts[state] += 1;
  return counts;
}

const stateWords: Readonly<Record<TargetState, string>> = {
  waiting: 'waiting',
  running: 'under way',
  done: 'done',
  refused: 'refused',
  unknown: 'unknown',
  'left-alone': 'left alone',
};

export function targetWord(state: TargetState): string {
  return stateWords[state];
}

/** `96 done, 3 refused, 1 unknown`; states of nobody are left out. */
export function countsWords(counts: BulkCounts): string {
  const parts = (['done', 'refused', 'unknown', 'running', 'waiting', 'left-alone'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatCount(counts[state])} ${stateWords[state]}`);
  return parts.join(', ');
}

/** How many have come to their end. */
export function settledCount(counts: BulkCounts): number {
  return counts.done + counts.refused + counts.unknown + counts['left-alone'];
}

/** `11 s left`: by the pace that was asked for; it takes longer where the server is slow. Empty: none waits. */
export function leftWords(counts: BulkCounts, perSecond: number): string {
  if (counts.waiting === 0) return '';
  return `at least ${formatCount(Math.ceil(counts.waiting / perSecond))} s left`;
}

export function hasFailed({ targets, state }: Pick<BulkChange, 'targets' | 'state'>): boolean {
  return state !== 'running' && targets.some((target) => target.state === 'refused' || target.state === 'unknown');
}

/** Lines for a spreadsheet: identity, sid, result, message. */
export function resultLines(targets: readonly BulkTarget[]): string {
  const cell = (text: string): string => {
    const line = text.replace(/[\t\r\n]+/g, ' ');
    // A spreadsheet would take it for a formula, and names come from strangers.
    return /^[=+\-@]/.test(line) ? `'${line}` : line;
  };
  const rows = targets.map(({ identity, sid = '', state, message }) => [identity, sid, stateWords[state], message].map(cell).join('\t'));
  return ['identity\tsid\tresult\tmessage', ...rows].join('\n');
}

/** The rows that a change of many leaves in the room's log, as it begins and as it ends. */
export function bulkStartNote(run: BulkChange): ActionNote {
  const detail = bulkDetail(run.change);
  return {
    title: `This console began to ${bulkVerb(run.change)} ${people(run.targets.length)}`,
    text: `Through the server API, ${formatCount(run.perSecond)} a second${detail === '' ? '' : ` · ${detail}`}`,
    severity: 'info',
  };
}

export function bulkEndNote(run: BulkChange): ActionNote {
  const counts = bulkCounts(run.targets);
  const failed = run.targets.filter(({ state }) => state === 'refused' || state === 'unknown');
  const names = failed.map(({ identity }) => printableName(identity, 60));
  return {
    title: `${bulkTitle(run.change, run.targets.length)}: ${run.state === 'cancelled' ? 'stopped' : 'ended'}`,
    text: `${countsWords(counts)}${failed.length === 0 ? '' : ` · not done: ${listNames(names, 20)}`}`,
    severity: counts.refused > 0 ? 'bad' : counts.unknown > 0 || run.state === 'cancelled' ? 'warn' : 'info',
  };
}

/** For a person who looks elsewhere as it ends. */
export function bulkNotice(run: BulkChange): Notice {
  const counts = bulkCounts(run.targets);
  const isAll = counts.done === run.targets.length;
  return {
    severity: counts.refused > 0 ? 'bad' : isAll ? 'ok' : 'warn',
    title: `${bulkTitle(run.change, run.targets.length)}: ${run.state === 'cancelled' ? 'stopped' : 'ended'}`,
    text: countsWords(counts),
  };
}
