import type { DetailMessage } from './log-link.ts';
import type { EventRow, PacketDetail } from './protocol/index.ts';

/**
 * Details of the same rows as `before`, told again: with the very bytes of those, which never change, so that what
 * shows them stays as it is.
 */
export function repeatedDetail(message: DetailMessage, before: DetailMessage | undefined): DetailMessage {
  const known = new Map(before?.rows.map((row, index) => [row, before.details[index]]));
  const details = message.details.map((detail, index) => withBytesOf(detail, known.get(message.rows[index] ?? -1)));
  return { ...message, details };
}

type Detail = PacketDetail | EventRow | undefined;

function withBytesOf(detail: Detail, before: Detail): Detail {
  if (detail === undefined || before === undefined || !('packet' in detail) || !('packet' in before)) return detail;
  return { ...detail, packet: before.packet, payload: before.payload };
}
