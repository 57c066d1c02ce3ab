import type { Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import type { ComposeDrafts } from './compose-drafts.svelte.ts';
import { encodePayload, judgePayload, type PayloadState } from './encode-payload.ts';
import type { MessageSender } from './message-sender.ts';
import {
  judgeSize,
  resolveDestination,
  sendWarnings,
  whyNotSend,
  type SendWarning,
  type SizeVerdict,
} from './send-rules.ts';

/** Everything the dock shows of a draft, worked out from it. */
export interface ComposeView {
  readonly payload: PayloadState;
  readonly size: SizeVerdict;
  readonly warnings: readonly SendWarning[];
  readonly blocked: ReturnType<typeof whyNotSend>;
  /** "Send", "Send to 2", "Send to everyone". */
  readonly sendWords: string;
}

/** @param drafts Read, so a derived value that calls this follows it. */
export function viewCompose(drafts: ComposeDrafts, session: Session, snapshot: SessionSnapshot): ComposeView {
  const payload = judgePayload(drafts.format, drafts.typed);
  const { way, kind } = drafts;
  const typed = typedDestination(drafts, snapshot);
  const { destinations } = drafts;
  const destinationIdentities = typed === '' || destinations.includes(typed) ? destinations : [...destinations, typed];
  const parts = { way, kind, destinationIdentities, ownIdentity: session.identity };
  return {
    payload,
    size: judgeSize({ ...parts, payloadSize: payload.size, topic: topicOf(drafts) }),
    // What is still being typed is not warned of: half an identity is nobody's.
    warnings: sendWarnings({ ...parts, destinationIdentities: destinations }, snapshot),
    blocked: whyNotSend(drafts, session.role, snapshot),
    sendWords: destinationIdentities.length === 0 ? 'Send to everyone' : `Send to ${destinationIdentities.length}`,
  };
}

/**
 * Sends the draft and keeps it: whoever sends the same message again changes a word of it, not all. A destination that
 * is typed but not yet added counts where somebody present has that identity, and stops the send where nobody has:
 * otherwise a message meant for one would go to everyone, or to nobody.
 */
export async function sendDraft(
  drafts: ComposeDrafts,
  session: Session,
  snapshot: SessionSnapshot,
  sender: Pick<MessageSender, 'send'>,
): Promise<void> {
  if (drafts.isSending) return;
  const blocked = whyNotSend(drafts, session.role, snapshot);
  const payload = encodePayload(drafts.format, drafts.typed);
  const typed = typedDestination(drafts, snapshot);
  if (blocked !== undefined || payload === undefined || !isDestination(typed, drafts, session, snapshot)) {
    const why =
      blocked?.text ??
      (payload === undefined
        ? whatIsWrong(judgePayload(drafts.format, drafts.typed))
        : `“${typed}” stands in the To field, and nobody of that identity is seen here. Press Enter there to add it ` +
          'all the same, or empty the field.');
    drafts.result = { severity: 'bad', title: 'Not sent', text: why };
    return;
  }
  drafts.addDestination(typed);
  drafts.isSending = true;
  const { way, kind, destinations, typed: text } = drafts;
  try {
    drafts.result = await sender.send(
      session,
      { way, kind, topic: topicOf(drafts), destinationIdentities: destinations, payload },
      snapshot.canPublishData,
    );
    if (drafts.result.severity !== 'bad') drafts.sent = text;
  } finally {
    drafts.isSending = false;
  }
}

function whatIsWrong(payload: PayloadState): string {
  return payload.kind === 'error' ? `${payload.words}. ${payload.detail}` : payload.detail;
}

function typedDestination(drafts: ComposeDrafts, snapshot: SessionSnapshot): string {
  return resolveDestination(drafts.destinationTyped, snapshot.participants);
}

function isDestination(typed: string, drafts: ComposeDrafts, session: Session, snapshot: SessionSnapshot): boolean {
  if (typed === '' || typed === session.identity || drafts.destinations.includes(typed)) return true;
  return snapshot.participants.some((participant) => participant.identity === typed);
}

function topicOf(drafts: ComposeDrafts): string | undefined {
  return drafts.topic === '' ? undefined : drafts.topic;
}
