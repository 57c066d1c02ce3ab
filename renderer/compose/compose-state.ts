import type { Session } from '../../electron/contract/domain.ts';
import type { SessionSnapshot } from '../session/client.ts';
import type { ComposeDrafts } from './compose-drafts.svelte.ts';
import { encodePayload, judgePayload, type PayloadState } from './encode-payload.ts';
import type { MessageSender } from './message-sender.ts';
import { judgeSize, resolveDestination, sendWarnings, whyNotSend, type SendWarning, type SizeVerdict } from './send-rules.ts';

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
  const destinationIdentities = allDestinations(drafts, snapshot);
  const parts = { way, kind, destinationIdentities, ownIdentity: session.identity };
  return {
    payload,
    size: judgeSize({ ...parts, payloadSize: payload.size, topic: topicOf(drafts) }),
    warnings: sendWarnings(parts, snapshot),
    blocked: whyNotSend(drafts, session.role, snapshot),
    sendWords: destinationIdentities.length === 0 ? 'Send to everyone' : `Send to ${destinationIdentities.length}`,
  };
}

/**
 * Sends the draft and keeps it: whoever sends the same message again changes a word of it, not all. A destination that
 * is typed but not yet a chip counts, or the message would go to everyone.
 */
export async function sendDraft(
  drafts: ComposeDrafts,
  session: Session,
  snapshot: SessionSnapshot,
  sender: MessageSender,
): Promise<void> {
  if (drafts.isSending) return;
  const blocked = whyNotSend(drafts, session.role, snapshot);
  const payload = encodePayload(drafts.format, drafts.typed);
  if (blocked !== undefined || payload === undefined) {
    const why = blocked?.text ?? `${judgePayload(drafts.format, drafts.typed).words}.`;
    drafts.result = { severity: 'bad', title: 'Not sent', text: why };
    return;
  }
  drafts.addDestination(resolveDestination(drafts.destinationTyped, snapshot.participants));
  drafts.isSending = true;
  const { way, kind, destinations } = drafts;
  try {
    drafts.result = await sender.send(
      session,
      { way, kind, topic: topicOf(drafts), destinationIdentities: destinations, payload },
      snapshot.canPublishData,
    );
  } finally {
    drafts.isSending = false;
  }
}

function allDestinations(drafts: ComposeDrafts, snapshot: SessionSnapshot): readonly string[] {
  const typed = resolveDestination(drafts.destinationTyped, snapshot.participants);
  return typed === '' || drafts.destinations.includes(typed) ? drafts.destinations : [...drafts.destinations, typed];
}

function topicOf(drafts: ComposeDrafts): string | undefined {
  return drafts.topic === '' ? undefined : drafts.topic;
}
