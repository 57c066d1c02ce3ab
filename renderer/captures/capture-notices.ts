import type { ExportState, Recording } from '../../electron/contract/captures.ts';
import { countOf, formatBytes } from '../ui/format.ts';
import type { Notice, NoticeAction } from '../ui/notice-of.ts';
import { printableStart } from '../ui/safe-text.ts';
import { fileNameOf } from './capture-words.ts';

/** What the notices about files can do for a person. */
export interface FileActions {
  readonly reveal: (path: string) => void;
  readonly open: (path: string) => void;
  readonly goOnElsewhere: (recording: Recording) => void;
}

/** A recording that has ended or failed. */
export function recordingNotice(recording: Recording, actions: FileActions): Notice | undefined {
  const room = printableStart(recording.room, 60);
  if (recording.state === 'failed') {
    const title = recording.rolling ? `The buffer on disk of ${room} is not written` : `${room} is not recorded any more`;
    const text = recording.problem ?? 'Nothing is written. What was written so far is whole; the room goes on.';
    const go = { label: 'Go on elsewhere…', run: () => actions.goOnElsewhere(recording) };
    // The tab, the status bar and the room itself say it as long as it is so; the buffer has no such place.
    return recording.rolling ? { severity: 'bad', title, text } : { severity: 'bad', title, text, actions: [go], passes: true };
  }
  if (recording.rolling) return undefined;
  // One that waited for a row that never came has no file.
  if (recording.files === 0)
    return { severity: 'info', title: `Nothing of ${room} was recorded`, text: recording.problem ?? 'No row matched, so no file was begun.' };
  const figures = [countOf(recording.rows, 'row'), formatBytes(recording.bytes)];
  if (recording.files > 1) figures.push(countOf(recording.files, 'file'));
  const missing = recording.missingRows === 0 ? '' : ` ${countOf(recording.missingRows, 'row')} missing: the file says which.`;
  const problem = recording.problem === undefined ? '' : ` ${recording.problem}`;
  return {
    severity: missing === '' && problem === '' ? 'ok' : 'warn',
    title: `${room} is recorded`,
    text: `${figures.join(', ')} in ${fileNameOf(recording.path)}.${missing}${problem}`,
    actions: fileActions(recording.path, actions),
  };
}

/** An export that has ended. */
export function exportNotice(state: ExportState, actions: FileActions): Notice | undefined {
  const name = fileNameOf(state.path);
  switch (state.state) {
    case 'running':
      return undefined;
    case 'done':
      return {
        severity: state.problem === undefined ? 'ok' : 'warn',
        title: `${countOf(state.rows, 'row')} saved`,
        text: `${name}, ${formatBytes(state.bytes)}.${state.problem === undefined ? '' : ` ${state.problem}`}`,
        actions: fileActions(state.path, actions),
      };
    case 'cancelled':
      return { severity: 'info', title: `Saving ${name} was stopped`, text: state.problem ?? 'The file is not kept.' };
    case 'failed':
      return { severity: 'bad', title: `${name} was not saved`, text: state.problem ?? 'Try again, or save it elsewhere.' };
  }
}

/** CSV is for other programs: it cannot be opened here. */
function fileActions(path: string, { open, reveal }: FileActions): readonly NoticeAction[] {
  const isOurs = !path.toLowerCase().endsWith('.csv');
  return [
    ...(isOurs ? [{ label: 'Open', run: () => open(path) }] : []),
    { label: 'Show in folder', run: () => reveal(path) },
  ];
}
