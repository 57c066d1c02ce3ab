import { describe, expect, it } from 'vitest';
import { z } from '../../../../../../electron/contract/zod.ts';
import {
  dataTrackHeaderBytes,
  readDataTrackFrame,
} from '../../../../../../renderer/traffic/worker/packet/data-track-frame.ts';
import { inspectRow } from '../../../../../../renderer/traffic/worker/rows/packet-detail.ts';
import { chunkWith, makeSession, packetRow } from '../log-fixtures.ts';
import { randomFrom } from '../random-packets.ts';

/** livekit-client's own serializer; the package does not export it, so it is read from its sources. */
const source = '../../../../../../node_modules/livekit-client/src/room/data-track';
const isFunction = (value: unknown): boolean => typeof value === 'function';
const constructor = z.custom<new (...values: unknown[]) => { toBinary(): Uint8Array }>(isFunction);
const packetModule = z.object({ DataTrackPacket: constructor, DataTrackPacketHeader: constructor });
const extensionsModule = z.object({
  DataTrackExtensions: constructor,
  DataTrackUserTimestampExtension: constructor,
  DataTrackE2eeExtension: constructor,
});
const utilsModule = z.object({
  WrapAroundUnsignedInt: z.custom<{ u16(value: number): unknown }>(isFunction),
  DataTrackTimestamp: z.custom<{ fromRtpTicks(value: number): unknown }>(isFunction),
});

async function importClient() {
  const [packet, extensions, utils]: unknown[] = await Promise.all([
    import(/* @vite-ignore */ `${source}/packet/index.ts`),
    import(/* @vite-ignore */ `${source}/packet/extensions.ts`),
    import(/* @vite-ignore */ `${source}/utils.ts`),
  ]);
  return {
    ...packetModule.parse(packet),
    ...extensionsModule.parse(extensions),
    ...utilsModule.parse(utils),
  };
}

/** As FrameMarker of livekit-client counts. */
const markers = ['first', 'middle', 'last', 'single'] as const;

interface Options {
  readonly marker: (typeof markers)[number];
  readonly payload: Uint8Array;
  readonly userTimestamp?: bigint;
  readonly key?: number;
}

async function frameOf({ marker, payload, userTimestamp, key }: Options): Promise<Uint8Array> {
  const client = await importClient();
  const header = new client.DataTrackPacketHeader({
    marker: markers.indexOf(marker),
    trackHandle: 5,
    sequence: client.WrapAroundUnsignedInt.u16(301),
    frameNumber: client.WrapAroundUnsignedInt.u16(12),
    timestamp: client.DataTrackTimestamp.fromRtpTicks(90_000),
    extensions: new client.DataTrackExtensions({
      userTimestamp:
        userTimestamp === undefined ? undefined : new client.DataTrackUserTimestampExtension(userTimestamp),
      e2ee: key === undefined ? undefined : new client.DataTrackE2eeExtension(key, new Uint8Array(12).fill(7)),
    }),
  });
  return new client.DataTrackPacket(header, payload).toBinary();
}

const payload = new TextEncoder().encode('{"x": 1}');

describe('a frame of a data track, as livekit-client writes it', () => {
  it.each(markers)('has its header read: %s', async (marker) => {
    const read = readDataTrackFrame(await frameOf({ marker, payload }));
    expect(read).toEqual({
      ok: true,
      frame: {
        marker,
        handle: 5,
        sequence: 301,
        frame: 12,
        timestamp: 90_000,
        userTimestamp: undefined,
        encryption: undefined,
        payloadOffset: 12,
      },
    });
  });

  it('may have extensions, each alone or both', async () => {
    const both = await frameOf({ marker: 'single', payload, userTimestamp: 1_763_967_600_000n, key: 3 });
    const read = readDataTrackFrame(both);
    if (!read.ok) throw new Error(read.reason);
    expect(read.frame).toMatchObject({
      userTimestamp: 1_763_967_600_000n,
      encryption: { keyIndex: 3, iv: new Uint8Array(12).fill(7) },
    });
    expect(both.subarray(read.frame.payloadOffset)).toEqual(payload);
    const one = await frameOf({ marker: 'single', payload, userTimestamp: 4n });
    expect(one.subarray(dataTrackHeaderBytes(one, 0, one.length))).toEqual(payload);
    expect(readDataTrackFrame(one)).toMatchObject({ frame: { userTimestamp: 4n, encryption: undefined } });
  });

  it('is a row with its header in words, and the payload after it', async () => {
    const { session } = makeSession();
    const bytes = await frameOf({ marker: 'first', payload, key: 3 });
    session.appendChunk(chunkWith({ bytes, label: '_data_track' }));
    expect(packetRow(session, 0)).toMatchObject({
      case: 'dataTrackFrame',
      preview: 'track 5 · frame 12 · packet 301 · first · {"x":1}',
      payloadSize: payload.length,
      flags: [],
    });
    const detail = inspectRow(0, session);
    if (detail === undefined || !('packet' in detail)) throw new Error('no packet');
    expect(detail.payload).toEqual(payload);
    expect(detail.fields.map(({ name, value }) => `${name}: ${value}`)).toEqual(
      expect.arrayContaining(['track handle: 5', 'frame: 12', 'packet: 301', `encryption: key 3, IV${' 07'.repeat(12)}`]),
    );
  });
});

describe('bytes that are no frame', () => {
  it.each([
    ['too few', [0x18, 0, 0, 5], 'it has 4 bytes, and a header has 12'],
    ['another version', [0x38, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], 'its version is 1, and only version 0 is known'],
    ['no track', new Array<number>(12).fill(0), 'its track has the handle 0, which is none'],
    ['no length of extensions', [0x1c, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], 'its extensions are longer than the packet'],
    ['long extensions', [0x1c, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255], 'its extensions are longer than the packet'],
    ['a cut extension', [0x1c, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 8], 'an extension of its header is cut off'],
  ])('stay bytes, with the reason: %s', (_, bytes, reason) => {
    expect(readDataTrackFrame(Uint8Array.from(bytes))).toEqual({ ok: false, reason });
  });

  it('throw nothing in 20,000 of them (seed 31)', () => {
    const random = randomFrom(31);
    for (let index = 0; index < 20_000; index += 1) {
      const bytes = Uint8Array.from({ length: Math.floor(random() * 40) }, (_, at) =>
        at === 0 ? Math.floor(random() * 32) : Math.floor(random() * (random() < 0.5 ? 4 : 256)),
      );
      const read = readDataTrackFrame(bytes);
      if (read.ok) expect(read.frame.payloadOffset).toBeLessThanOrEqual(bytes.length);
    }
  });
});
