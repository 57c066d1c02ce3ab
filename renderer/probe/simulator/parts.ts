import { DataPacket, DataPacket_Kind, UserPacket } from '@livekit/protocol';
import type { SimulationPart } from '../../../electron/contract/domain.ts';
import { sendRawLossy } from './raw-packet.ts';
import type { Acting, Behaviour } from './simulated-participant.ts';

const encoder = new TextEncoder();

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(value));
}

/** Where the pointer of a participant is: a slow walk, so that rows look like somebody's hand. */
const cursor: Behaviour = {
  everyMs: 100,
  firstAfterMs: 500,
  act({ room, identity, turn }) {
    // Each hand somewhere else.
    const at = turn + 7 * identity.length;
    const x = Math.round(640 + 480 * Math.sin(at / 17));
    const y = Math.round(360 + 270 * Math.sin(at / 11));
    return room.localParticipant.publishData(json({ x, y }), { reliable: false, topic: 'cursor' });
  },
};

function chat(lines: readonly string[], everyMs: number): Behaviour {
  return {
    everyMs,
    firstAfterMs: everyMs / 3,
    act({ room, identity, turn }) {
      const text = lines[turn % lines.length] ?? '';
      return room.localParticipant.publishData(json({ id: `m-${turn + 1}`, from: identity, text }), {
        reliable: true,
        topic: 'chat',
      });
    },
  };
}

/** 24 bytes, big-endian: counter u32, pulse f32, oxygen f32, temperature f32, time f64. */
const telemetry: Behaviour = {
  everyMs: 500,
  firstAfterMs: 700,
  act({ room, turn, random }) {
    const view = new DataView(new ArrayBuffer(24));
    view.setUint32(0, turn);
    view.setFloat32(4, 72 + 8 * random());
    view.setFloat32(8, 96 + 2 * random());
    view.setFloat32(12, 36.5 + 0.4 * random());
    view.setFloat64(16, Date.now());
    return room.localParticipant.publishData(new Uint8Array(view.buffer), { reliable: turn % 4 === 0, topic: 'telemetry' });
  },
};

const textStream: Behaviour = {
  everyMs: 9_000,
  firstAfterMs: 3_000,
  async act({ room, turn }) {
    const writer = await room.localParticipant.streamText({ topic: 'lk.transcription' });
    const words = ['The pain ', 'started ', 'on Tuesday', turn % 2 === 0 ? ' morning.' : ' after lunch.'];
    for (const word of words) await writer.write(word);
    await writer.close();
  },
};

/** To one participant only: the others, and a hidden observer, never get it. */
function whisper(to: string): Behaviour {
  return {
    everyMs: 6_000,
    firstAfterMs: 2_500,
    act: ({ room, turn }) =>
      room.localParticipant.publishData(json({ note: turn + 1, text: 'for you alone' }), {
        reliable: true,
        topic: 'whisper',
        destinationIdentities: [to],
      }),
  };
}

const ownState: Behaviour = {
  everyMs: 8_000,
  firstAfterMs: 4_000,
  async act({ room, turn }) {
    const own = room.localParticipant;
    const station = turn % 2 === 0 ? 'B2' : 'B1';
    if (turn % 3 === 0) await own.setMetadata(JSON.stringify({ role: 'doctor', station, waiting: 3 + (turn % 4) }));
    if (turn % 3 === 1) await own.setAttributes({ shift: turn % 2 === 0 ? 'day' : 'night', hand: String(turn % 2 === 0) });
    if (turn % 3 === 2) await own.setName(turn % 2 === 0 ? 'Dr. Maria Holm' : 'Dr. Holm (on call)');
  },
};

const comesAndGoes: Behaviour = {
  everyMs: 25_000,
  firstAfterMs: 12_000,
  act: (self) => self.leaveFor(4_000),
};

/**
 * Breaks the rules: a lossy packet with a sequence number far above its reliable ones. livekit-client then drops this
 * sender's reliable packets for 30 s, and tells nobody.
 */
const sequenceJump: Behaviour = {
  everyMs: 20_000,
  firstAfterMs: 5_000,
  act({ room, identity, turn }: Acting) {
    const packet = new DataPacket({
      kind: DataPacket_Kind.LOSSY,
      sequence: 900_000 + turn,
      value: {
        case: 'user',
        value: new UserPacket({ participantIdentity: identity, payload: new Uint8Array(4), topic: 'chat' }),
      },
    });
    return sendRawLossy(room, packet);
  },
};

/** What each part of the demo does, over and over. */
export function partBehaviours(part: SimulationPart): readonly Behaviour[] {
  switch (part) {
    case 'host':
      return [cursor, chat(['Good morning', 'Can you hear me?', 'Please open the form', 'Thank you'], 5_000), textStream, whisper('patient-8812'), ownState];
    case 'guest':
      return [cursor, chat(['Hello', 'Yes, loud and clear', 'Which form?', 'Done'], 6_000), comesAndGoes];
    case 'sensor':
      return [cursor, telemetry];
    case 'rule-breaker':
      return [cursor, chat(['Can you send the consent form again?', 'Nobody answers', 'Is this thing on?'], 4_000), sequenceJump];
  }
}
