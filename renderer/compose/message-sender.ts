import type { DataKind, Session } from '../../electron/contract/domain.ts';
import { limits } from '../../electron/contract/limits.ts';
import type { RequestInput } from '../../electron/contract/requests.ts';
import type { Result } from '../../electron/contract/result.ts';
import type { SessionCaller, SessionSnapshot } from '../session/client.ts';
import { formatBytes, formatTimeMs, listNames } from '../ui/format.ts';
import { printable } from '../ui/safe-text.ts';
import type { SendWay } from './packet-size.ts';
import { isRestoring } from './send-rules.ts';

/** One message, ready to go. */
export interface OutgoingMessage {
  readonly way: SendWay;
  readonly kind: DataKind;
  /** Undefined: a packet without a topic. */
  readonly topic: string | undefined;
  /** Empty: everyone. */
  readonly destinationIdentities: readonly string[];
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** What became of a send, as far as anybody can know. */
export interface SendResult {
  readonly severity: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** The session side, as far as sending needs it. */
export interface SendingSessions extends SessionCaller {
  readonly sessions: ReadonlyMap<string, Pick<SessionSnapshot, 'state'>>;
}

export interface MessageSenderOptions {
  readonly sessions: SendingSessions;
  sendData(input: RequestInput<'sendData'>): Promise<Result<undefined>>;
  /** Epoch ms. */
  now(): number;
}

/** Sends messages and says what is known of their fate, which is less than either API suggests. */
export class MessageSender {
  readonly #options: MessageSenderOptions;

  constructor(options: MessageSenderOptions) {
    this.#options = options;
  }

  /** @param mayPublish What the snapshot says of canPublishData now: without it a send resolves and vanishes. */
  async send(session: Session, message: OutgoingMessage, mayPublish: boolean): Promise<SendResult> {
    const wasRestoring = this.#isRestoring(session);
    const result =
      message.way === 'participant' ? await this.#publish(session, message) : await this.#api(session, message);
    if (!result.ok) return failed(result);
    const at = formatTimeMs(this.#options.now());
    if (message.way === 'api') return apiResult(at, message.payload.length);
    // Asked again: a connection may also be lost while the message is on its way into the channel.
    return publishedResult(at, message.kind, { mayPublish, restoring: wasRestoring || this.#isRestoring(session) });
  }

  #isRestoring(session: Session): boolean {
    const snapshot = this.#options.sessions.sessions.get(session.id);
    return snapshot !== undefined && isRestoring(snapshot.state);
  }

  #publish(session: Session, message: OutgoingMessage): Promise<Result<undefined>> {
    return this.#options.sessions.call(session.id, {
      name: 'publishData',
      kind: message.kind,
      topic: message.topic,
      destinationIdentities: [...message.destinationIdentities],
      payload: message.payload,
    });
  }

  async #api(session: Session, message: OutgoingMessage): Promise<Result<undefined>> {
    const result = await this.#options.sendData({
      profileId: session.profileId,
      room: session.room,
      kind: message.kind,
      topic: message.topic,
      destinationIdentities: [...message.destinationIdentities],
      payload: message.payload,
    });
    // Not awaited: the message is out, and its row in the log must not hold up what is said of it.
    if (result.ok || result.kind === 'unknown') void this.#note(session, message, result);
    return result;
  }

  /** A broadcast comes back as a row of the server API; one for others never does, so the log says it was sent. */
  #note(session: Session, message: OutgoingMessage, result: Result<undefined>): Promise<Result<undefined>> {
    const to = message.destinationIdentities.length === 0 ? 'everyone' : listNames(message.destinationIdentities, 3);
    const topic = message.topic === undefined ? 'no topic' : `topic ${message.topic}`;
    return this.#options.sessions.call(session.id, {
      name: 'noteAction',
      title: result.ok ? 'Sent through the server API' : 'Sending through the server API: no answer in time',
      text: printable(`${message.kind}, ${formatBytes(message.payload.length)}, ${topic}, to ${to}`),
      severity: result.ok ? 'info' : 'warn',
    });
  }
}

function publishedResult(
  at: string,
  kind: DataKind,
  known: { readonly mayPublish: boolean; readonly restoring: boolean },
): SendResult {
  if (!known.mayPublish) {
    return {
      severity: 'warn',
      title: `Sent to the channel at ${at}, and most likely dropped`,
      text: 'canPublishData is off: the server drops it and tells nobody.',
    };
  }
  if (known.restoring) {
    return {
      severity: 'warn',
      title: `Handed to the channel at ${at}, and may be lost`,
      text: 'The connection was being restored then, and the client gives no receipt. Ask the receiver, or send again.',
    };
  }
  return {
    severity: 'ok',
    title: `Sent to the channel at ${at}`,
    text:
      kind === 'reliable'
        ? 'The client gives no receipt.'
        : 'The client gives no receipt, and drops a lossy message in silence while its channel is full.',
  };
}

function apiResult(at: string, payloadSize: number): SendResult {
  if (payloadSize > limits.apiSendDelivered) {
    return {
      severity: 'warn',
      title: 'Accepted, but probably not delivered',
      text:
        `The server said OK to ${formatBytes(payloadSize)} at ${at}. In tests 262,144 B did not arrive; ` +
        '262,000 B did.',
    };
  }
  return {
    severity: 'ok',
    title: `The server said OK at ${at}`,
    text: 'It does not say who received it.',
  };
}

function failed(result: Exclude<Result<undefined>, { ok: true }>): SendResult {
  return result.kind === 'refused'
    ? { severity: 'bad', title: 'Not sent', text: result.message }
    : { severity: 'warn', title: 'Not known whether it was sent', text: result.message };
}
