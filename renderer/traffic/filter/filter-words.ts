import { flagNames } from '../protocol/index.ts';
import type { FilterField, filterFields, FlagName, RoomEventName } from '../protocol/index.ts';

/** The words of the language and what they mean: for checks, completion and the help sheet. */

export interface FieldWords {
  /** A few words, without a full stop. */
  readonly meaning: string;
  /** A whole test with this field. */
  readonly example: string;
}

export const fieldWords: Readonly<Record<FilterField, FieldWords>> = {
  kind: { meaning: 'reliable, lossy, track or foreign', example: 'kind == lossy' },
  dir: { meaning: 'in: received, out: sent from here', example: 'dir == out' },
  case: { meaning: 'kind of packet, as LiveKit names it', example: 'case == streamChunk' },
  flag: { meaning: 'what is remarkable about it', example: 'flag == duplicate' },
  event: { meaning: 'room events', example: 'event == metadata' },
  from: { meaning: 'identity of the sender; of an event, whom it concerns', example: 'from == "agent-7f2"' },
  sid: { meaning: 'sid of the sender', example: 'sid == "PA_9vK2mQx4"' },
  topic: { meaning: 'topic', example: 'topic == "chat"' },
  to: { meaning: 'identity or sid it is addressed to; none: everyone', example: 'to == "agent-7f2"' },
  label: { meaning: 'label of the data channel', example: 'label == "_reliable"' },
  stream: { meaning: 'id of a text or byte stream: all its packets', example: 'stream == "SG_41"' },
  rpc: { meaning: 'id of an RPC’s request: all packets of it, streams too', example: 'rpc == "4f1c"' },
  text: { meaning: 'payload as text; of an event, its words', example: 'text contains "order"' },
  seq: { meaning: 'sequence number', example: 'seq >= 900_000' },
  size: { meaning: 'bytes on the channel', example: 'size > 1300' },
  payload: { meaning: 'bytes of the payload', example: 'payload > 15kB' },
  time: { meaning: 'when it was received or sent, local time', example: 'time > 14:02:09' },
  row: { meaning: 'number of the row, from 1', example: 'row >= 10_214' },
  marked: { meaning: 'rows that you marked', example: 'marked' },
  json: { meaning: 'a value in a JSON payload', example: 'json.user.id == 7' },
};

export const fieldNames = Object.keys(fieldWords) as readonly FilterField[];

/** The field of that exact name; `constructor` is none. */
export function fieldNamed(name: string): FilterField | undefined {
  return fieldNames.find((field) => field === name);
}

const flagMeanings: Readonly<Record<FlagName, string>> = {
  'sdk-drops': 'livekit-client fires no event for it',
  'seq-jump': 'sequence far above the last one',
  duplicate: 'same packet as an earlier row',
  skipped: 'numbers before it were not received here',
  late: 'fills a number that was skipped',
  malformed: 'no DataPacket, or one that two readers read in two ways',
  'unknown-case': 'a kind this version does not know',
  'foreign-label': 'a channel that LiveKit does not use',
  encrypted: 'encrypted, and no key here',
  'no-handler': 'a stream or RPC that nothing here takes',
  oversize: 'more bytes than advised for its channel',
  'no-sender': 'sent over the server API',
  'hidden-sender': 'a sid without identity',
  'speaks-as': 'another identity than the sid’s',
  'look-alike': 'an identity that looks like another one, or hides what is in it',
};

const eventMeanings: Readonly<Record<RoomEventName, string>> = {
  joined: 'somebody joined',
  left: 'somebody left',
  state: 'a participant’s state',
  metadata: 'a participant’s metadata',
  name: 'a participant’s name',
  attributes: 'a participant’s attributes',
  permissions: 'a participant’s permissions',
  track: 'a track published, unpublished, muted or unmuted',
  'room-metadata': 'the room’s metadata',
  connection: 'this console’s connection',
  gap: 'a stretch that was not seen',
  action: 'done from this console',
  capture: 'what is to be said of a capture that was opened',
};

/** As worker/packet/packet-cases.ts has them, which only the worker may load; a unit test holds both together. */
const caseMeanings: Readonly<Record<string, string>> = {
  user: 'data published by an application',
  chatMessage: 'chat',
  transcription: 'transcription',
  sipDtmf: 'a telephone key',
  speaker: 'who speaks',
  metrics: 'media metrics',
  rpcRequest: 'an RPC’s request',
  rpcAck: 'an RPC’s ack',
  rpcResponse: 'an RPC’s response',
  streamHeader: 'a stream’s beginning',
  streamChunk: 'a stream’s content',
  streamTrailer: 'a stream’s end',
  encryptedPacket: 'end-to-end encrypted',
  dataTrackFrame: 'a frame of a data track',
  malformed: 'bytes that are no DataPacket',
  none: 'a DataPacket without a value',
  unknown: 'a value this version does not know',
  raw: 'bytes of another channel',
};

const wordLists: Partial<Record<FilterField, Readonly<Record<string, string>>>> = {
  kind: {
    reliable: 'ordered, sent again until received',
    lossy: 'unordered, sent once',
    track: 'a data track',
    foreign: 'a channel that LiveKit does not use',
  },
  dir: { in: 'received', out: 'sent from here' },
  case: caseMeanings,
  flag: Object.fromEntries(flagNames.map((name) => [name, flagMeanings[name]])),
  event: eventMeanings,
};

/** The words that a field can hold, each with its meaning; undefined: the field holds no words. */
export function wordsOf(field: FilterField): Readonly<Record<string, string>> | undefined {
  return wordLists[field];
}

/** What people call fields elsewhere, for "did you mean". */
export const otherNames: Readonly<Record<string, FilterField>> = {
  sender: 'from',
  identity: 'from',
  participant: 'from',
  source: 'from',
  dest: 'to',
  destination: 'to',
  recipient: 'to',
  channel: 'kind',
  direction: 'dir',
  type: 'case',
  sequence: 'seq',
  length: 'size',
  len: 'size',
  bytes: 'size',
  content: 'text',
  message: 'text',
  body: 'text',
  date: 'time',
  timestamp: 'time',
  method: 'rpc',
  number: 'row',
  line: 'row',
  mark: 'marked',
};

/** What follows a field, by what it holds; `has` is the field alone. */
export const operatorsOf: Readonly<Record<(typeof filterFields)[FilterField], readonly string[]>> = {
  word: ['==', '!=', 'in'],
  text: ['==', '!=', 'contains', '~', 'in'],
  number: ['==', '!=', '<', '<=', '>', '>=', 'in'],
  json: ['==', '!=', '<', '<=', '>', '>=', 'contains', '~', 'in'],
  flag: [],
};

export const operatorMeanings: Readonly<Record<string, string>> = {
  '==': 'is exactly; = is the same',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  contains: 'has this text in it, in any case',
  '~': 'matches this pattern (RE2)',
  in: 'is one of a list',
};
