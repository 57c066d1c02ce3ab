import type { SessionRole } from '../../electron/contract/domain.ts';
import type { RoomEventEntry } from '../traffic/protocol/index.ts';
import { formatCount } from '../ui/format.ts';
import type { DisconnectInfo, Mismatch } from './protocol.ts';

/** Rows of the log about this console's own connection, in words. Durations in ms. */
export type ConnectionRow = Omit<RoomEventEntry, 'time'>;

export function joinedRow(room: string, role: SessionRole['kind'], identity: string): ConnectionRow {
  return row(`Joined ${room}`, role === 'observe' ? 'as a hidden observer' : `as ${identity}`);
}

export function signalLostRow(): ConnectionRow {
  return row('Signal lost', 'Trying to resume; the data channels may still deliver.', 'warn');
}

export function resumedRow(ms: number): ConnectionRow {
  return row(`Signal resumed after ${seconds(ms)}`, 'The data channels were kept. Whether all that was sent meanwhile arrived is not known.');
}

export function connectionLostRow(): ConnectionRow {
  return row('Connection lost', 'Building everything anew; what passes meanwhile is not seen.', 'warn');
}

/** Connected again after not being so. `sent`: messages handed to the channels meanwhile. */
export function gapRow(ms: number, sent: number): ConnectionRow {
  const lost = sent === 1 ? 'One message' : `${sent} messages`;
  const ofOurs = sent === 0 ? '' : ` ${lost} sent meanwhile probably did not arrive.`;
  const text = `What passed meanwhile was not received and is unknown.${ofOurs}`;
  return { ...row(`Gap, ${seconds(ms)}`, text, 'warn'), event: 'gap' };
}

export function endedRow(why: DisconnectInfo): ConnectionRow {
  return row(why.title, `${why.message} (${why.reason})`, why.reason === 'CLIENT_INITIATED' ? 'info' : 'bad');
}

/** The browser's counts and the tap's differ, and the difference stayed. */
export function mismatchRow({ received, sent }: Mismatch): ConnectionRow {
  const parts = [difference(received, 'received'), difference(sent, 'sent')].filter((part) => part !== '');
  const text = `The browser counts ${parts.join(' and ')} than were seen here. The difference stayed for 5 s, so it is no backlog.`;
  return row('Counts differ: this log may lack messages', text, 'bad');
}

export function agreeAgainRow(): ConnectionRow {
  return row('Counts agree again', 'As many messages were seen here as the browser counts.');
}

function difference(count: number, what: string): string {
  if (count === 0) return '';
  const messages = Math.abs(count) === 1 ? 'message' : 'messages';
  return `${formatCount(Math.abs(count))} ${count > 0 ? 'more' : 'fewer'} ${messages} ${what}`;
}

/** `count` messages passed the tap and never reached the log. */
export function unloggedRow(count: number): ConnectionRow {
  const text =
    count === 1
      ? 'One message was received or sent and is not here.'
      : `${formatCount(count)} were received or sent and are not here.`;
  return row('Messages are missing in this log', text, 'bad');
}

function row(title: string, text: string, severity: ConnectionRow['severity'] = 'info'): ConnectionRow {
  return { event: 'connection', severity, identity: '', title, text, before: undefined, after: undefined };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
