import { countOf, formatBytes } from '../../../ui/format.ts';
import type { McapChannels } from './mcap-channels.ts';

/** What a person should know of a file that was read: sentences. */
export function mcapRemarks({ others, assumed }: McapChannels): readonly string[] {
  const remarks: string[] = [];
  if (others > 0) remarks.push(`${countOf(others, 'channel')} of other kinds ${others === 1 ? 'was' : 'were'} left out.`);
  if (assumed > 0) {
    remarks.push(`The data channel of ${countOf(assumed, 'channel')} is not told in the file: _reliable is assumed.`);
  }
  return remarks;
}

/** `bytes` after the rows that are none of the file's; `isEnd`: it has an end before them. */
export interface BehindRows {
  readonly bytes: number;
  readonly isEnd: boolean;
}

/** `orphans`: messages of channels that the file does not describe. */
export function mcapDoubts(orphans: number, behind: BehindRows): readonly string[] {
  const doubts: string[] = [];
  if (orphans > 0) {
    const were = orphans === 1 ? 'was' : 'were';
    doubts.push(`${countOf(orphans, 'message')} of channels that the file does not describe ${were} left out.`);
  }
  if (behind.bytes > 0 && behind.isEnd) {
    doubts.push(
      `${formatBytes(behind.bytes)} behind the end of the capture were left out: another file may have been appended to it. ` +
        'If they are wanted, get the two files apart.',
    );
  } else if (behind.bytes > 0) {
    doubts.push(
      `The last ${formatBytes(behind.bytes)} of the file are no records: its end was overwritten, or never written. ` +
        'All rows before are shown. If there is another copy of the file, open that.',
    );
  }
  return doubts;
}

/** Why a file without packets cannot be shown. Undefined: it has no channels of other kinds, so it is just empty. */
export function mcapRefusal({ others, otherNames }: McapChannels): string | undefined {
  if (others === 0) return undefined;
  const named = otherNames.length === 0 ? '' : ` (${otherNames.join(', ')})`;
  const those = others === 1 ? 'its channel is of another kind' : `its ${others} channels are of other kinds`;
  return (
    `This MCAP file has no LiveKit packets: ${those}${named}, so it was probably written by another system. ` +
    'The console shows channels whose schema is livekit.DataPacket. Open this file with the tool that wrote it, or choose another.'
  );
}
