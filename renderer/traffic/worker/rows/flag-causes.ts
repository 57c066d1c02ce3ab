import { limits } from '../../../../electron/contract/limits.ts';
import { printable } from '../../../payload/codecs/index.ts';
import type { FlagCause, FlagName } from '../../protocol/index.ts';
import { rpcAttributes, rpcRequestTopic, rpcResponseTopic } from '../flows/rpc-stream.ts';
import { ambiguityOf } from '../packet/ambiguity.ts';
import { readDataTrackFrame } from '../packet/data-track-frame.ts';
import { decodePacket } from '../packet/packet-preview.ts';
import { figure } from './figures.ts';
import { lookAlikeText } from './look-alike-cause.ts';
import { malformedReason } from './row-builder.ts';
import { becauseDropped, becauseDuplicate, becauseJump, becauseLate, becauseSkipped } from './sequence-causes.ts';
import type { Flagged } from './flagged.ts';

type Explain = (flagged: Flagged) => Omit<FlagCause, 'flag'> | undefined;

const alone = (text: string): Omit<FlagCause, 'flag'> => ({ row: undefined, text });

/** What is to be said with the figures of this packet; the others are told by their meaning (flag-look.ts). */
const explanations: Partial<Record<FlagName, Explain>> = {
  'sdk-drops': becauseDropped,
  'seq-jump': becauseJump,
  duplicate: becauseDuplicate,
  skipped: becauseSkipped,
  late: becauseLate,
  malformed: becauseMalformed,
  'foreign-label': ({ view }) =>
    alone(
      view.channel === 'foreign'
        ? `It was on the channel “${shown(view.label)}”.`
        : 'The server passed on bytes of a channel with another label, as a message with an identity and nothing else.',
    ),
  'no-handler': becauseUnhandled,
  oversize: ({ view: { channel, size } }) => {
    const advised = channel === 'lossy' ? limits.lossyAdvised : limits.reliableAdvised;
    const then = channel === 'lossy' ? ' It is lost whole when any of its network packets is.' : '';
    return alone(`${figure(size)} bytes, where ${figure(advised)} are advised for this channel.${then}`);
  },
  'hidden-sender': ({ view: { sender } }) =>
    sender.identity === ''
      ? undefined
      : alone(`The room's list did not name ${shown(sender.sid)} within 5 s: the others do not see who it is.`),
  'speaks-as': ({ view: { sender }, session }) => {
    const proven = session.context.identityOf(sender.sid);
    if (proven === undefined) return undefined;
    const names = `The packet says ${shown(sender.identity)}; the room gives its sid, ${shown(sender.sid)}, to`;
    return alone(`${names} ${shown(proven)}. Act on ${shown(proven)}.`);
  },
  'look-alike': ({ view: { sender }, session }) => {
    const look = session.context.lookOf(sender.identity);
    if (look === undefined) return undefined;
    const { like } = look;
    const other = like === undefined ? undefined : { identity: like, sids: session.context.sidsOf(like) };
    return alone(lookAlikeText({ identity: sender.identity, sids: [sender.sid] }, look, other));
  },
};

/** An explanation for each flag that has one, in the order of the row's flags. */
export function flagCauses(flagged: Flagged): readonly FlagCause[] {
  return flagged.view.flags.flatMap((flag) => {
    const cause = explanations[flag]?.(flagged);
    return cause === undefined ? [] : [{ flag, ...cause }];
  });
}

function becauseUnhandled({ view, packet }: Flagged): Omit<FlagCause, 'flag'> {
  const value = decodePacket(packet)?.value;
  if (value?.case === 'rpcRequest') return alone(noMethod(value.value.method));
  const isRpcTopic = view.topic === rpcRequestTopic || view.topic === rpcResponseTopic;
  if (isRpcTopic && value?.case === 'streamHeader' && value.value.contentHeader.case === 'textHeader') {
    const { attributes } = value.value;
    const isWhole = Object.values(rpcAttributes).every((name) => (attributes[name] ?? '') !== '');
    if (isWhole) return alone(noMethod(attributes[rpcAttributes.method] ?? ''));
    const parts = 'request id, method, time limit, version';
    return alone(`Its header lacks a part of what makes it an RPC (${parts}): no method is called.`);
  }
  const topic = shown(view.topic);
  return alone(`No handler is registered here for the topic “${topic}”: livekit-client ignores the stream.`);
}

function noMethod(method: string): string {
  const then = 'livekit-client answers with an ack and error 1400 by itself, if it may send.';
  return `No method “${shown(method)}” is registered here: ${then}`;
}

function becauseMalformed({ view, packet }: Flagged): Omit<FlagCause, 'flag'> | undefined {
  if (view.case === 'dataTrackFrame') {
    const read = readDataTrackFrame(packet);
    return read.ok ? undefined : alone(`It is no frame of a data track: ${read.reason}.`);
  }
  const reason = malformedReason(packet);
  if (reason !== undefined) return alone(`It is no DataPacket: ${reason.reason}, at byte ${figure(reason.at)}.`);
  const two = ambiguityOf(packet);
  return two && alone(`Its ${two.skipped}. ${two.library}.`);
}

function shown(text: string): string {
  return printable(text, 100);
}
