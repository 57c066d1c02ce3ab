import { hexOf } from '../../../payload/codecs/index.ts';
import type { EnvelopeField } from '../../protocol/index.ts';
import { readDataTrackFrame } from './data-track-frame.ts';

/** The header of a data track's packet, field by field; where it is none, why not. */
export function frameFields(packet: Uint8Array): readonly EnvelopeField[] {
  const read = readDataTrackFrame(packet);
  if (!read.ok) {
    const hint = 'As livekit-client 2.23 frames data tracks. The bytes are below.';
    return [{ name: 'not a frame', value: read.reason, hint }];
  }
  const { frame } = read;
  const fields: EnvelopeField[] = [
    {
      name: 'track handle',
      value: String(frame.handle),
      hint: 'Given by the server when the track is subscribed to: it names the track, and so who publishes it.',
    },
    { name: 'frame', value: String(frame.frame), hint: 'Counted by the publisher, from 0 again after 65,535.' },
    { name: 'packet', value: String(frame.sequence), hint: 'Counts the track’s packets, from 0 again after 65,535.' },
    { name: 'place in the frame', value: placeWords[frame.marker], hint: '' },
    { name: 'timestamp', value: `${frame.timestamp} ticks`, hint: 'Of the frame, 90,000 ticks a second.' },
    { name: 'header', value: `${frame.payloadOffset} bytes`, hint: 'What follows is the payload.' },
  ];
  if (frame.userTimestamp !== undefined) {
    const value = String(frame.userTimestamp);
    fields.push({ name: 'user timestamp', value, hint: 'Set by the publisher, in a unit of its own.' });
  }
  if (frame.encryption !== undefined) {
    const { keyIndex, iv } = frame.encryption;
    const hint = 'The payload is encrypted, and this console has no key.';
    fields.push({ name: 'encryption', value: `key ${keyIndex}, IV ${hexOf(iv, ' ')}`, hint });
  }
  return fields;
}

const placeWords = { first: 'first', middle: 'in the middle', last: 'last', single: 'the only one' } as const;
