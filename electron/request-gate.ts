import type { z } from './contract/zod.ts';
import { describeBadInput } from './bad-input.ts';
import { pages } from './contract/pages.ts';
import type { PageName } from './contract/pages.ts';
import { requestInputs } from './contract/requests.ts';
import type { RequestInput, RequestName, RequestOutput } from './contract/requests.ts';
import { refused, unknown } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import type { RequestPolicy } from './request-policies.ts';
import type { Log } from './services/log.ts';

export interface RequestContext {
  /** Fires when the page cancels, is gone, or the deadline has passed. */
  readonly signal: AbortSignal;
}

export type RequestHandler<N extends RequestName> = (
  input: RequestInput<N>,
  context: RequestContext,
) => Promise<Result<RequestOutput<N>>> | Result<RequestOutput<N>>;

export type RequestHandlers = { readonly [N in RequestName]: RequestHandler<N> };

/** One request as it came in: who asks is known here, everything else is what a page claims. */
export interface IncomingRequest {
  readonly page: PageName;
  /** Tells pages apart: call ids are unique within a page only. */
  readonly callerId: number;
  readonly callId: unknown;
  readonly name: unknown;
  readonly input: unknown;
}

export interface RequestGateOptions {
  readonly handlers: RequestHandlers;
  readonly policies: Readonly<Record<RequestName, RequestPolicy>>;
  readonly log: Log;
}

/** The contract's schemas, in a form in which a name's schema and its handler keep their common type. */
const schemas: { readonly [N in RequestName]: InputSchema<RequestInput<N>> } = requestInputs;

interface InputSchema<T> {
  safeParse(input: unknown): z.ZodSafeParseResult<T>;
}

/** A page that asks without end is a broken page; this many at a time is far above what the views need. */
const mostAtOnce = 1_000;

/**
 * Judges each request: may this page ask for it, is its input well formed; then runs it, with a deadline and a way to
 * cancel. Never rejects: a bug here comes out as a refusal and a line in the log.
 */
export class RequestGate {
  readonly #options: RequestGateOptions;
  readonly #running = new Map<string, (ended: 'cancelled' | 'gone') => void>();

  constructor(options: RequestGateOptions) {
    this.#options = options;
  }

  async handle(request: IncomingRequest): Promise<Result<unknown>> {
    const { page, callId } = request;
    const name = nameOf(request.name);
    if (typeof callId !== 'string' || callId === '' || callId.length > 100 || name === undefined) {
      return refused('bad-input', 'The request was not understood. That is a mistake in Room Console.');
    }
    const rights: readonly RequestName[] = pages[page].requests;
    if (!rights.includes(name)) {
      this.#options.log.warn(`The ${page} page asked for ${name}, which it may not.`);
      return refused('not-allowed', 'This page may not ask for that. Nothing was done.');
    }
    const key = keyOf(request.callerId, callId);
    if (this.#running.has(key) || this.#running.size >= mostAtOnce) {
      return refused('busy', 'Too many requests are under way at once. Nothing was done; try again in a moment.');
    }
    return this.#run(name, request.input, key);
  }

  cancel(callerId: number, callId: unknown): void {
    if (typeof callId === 'string') this.#running.get(keyOf(callerId, callId))?.('cancelled');
  }

  /** The page is gone or was loaded anew: nobody waits for its answers. */
  cancelAll(callerId: number): void {
    const prefix = keyOf(callerId, '');
    for (const [key, end] of this.#running) if (key.startsWith(prefix)) end('gone');
  }

  async #run<N extends RequestName>(name: N, input: unknown, key: string): Promise<Result<unknown>> {
    const parsed = schemas[name].safeParse(input);
    if (!parsed.success) return refused('bad-input', describeBadInput(parsed.error.issues));

    const policy = this.#options.policies[name];
    const handler: RequestHandler<N> = this.#options.handlers[name];
    const abort = new AbortController();
    return new Promise((resolve) => {
      const settle = (result: Result<unknown>): void => {
        clearTimeout(timer);
        if (this.#running.get(key) === end) this.#running.delete(key);
        resolve(result);
      };
      const end = (why: 'cancelled' | 'gone' | 'timeout'): void => {
        settle(ended(why, policy));
        abort.abort();
      };
      const timer = setTimeout(() => end('timeout'), policy.deadlineMs);
      this.#running.set(key, end);
      // `async`, so that a handler that throws at once is caught with the others.
      const call = async (): Promise<Result<unknown>> => handler(parsed.data, { signal: abort.signal });
      call().then(settle, (error: unknown) => settle(this.#bug(name, error)));
    });
  }

  #bug(name: RequestName, error: unknown): Result<never> {
    this.#options.log.error(`Bug in ${name}`, error);
    return refused(
      'bug',
      'Something went wrong inside Room Console; the log of the app has the details. Look at the current state ' +
        'before you try again.',
    );
  }
}

function ended(why: 'cancelled' | 'gone' | 'timeout', policy: RequestPolicy): Result<never> {
  const isWrite = policy.effect === 'write';
  if (why === 'timeout') {
    const late = `No answer after ${policy.deadlineMs / 1_000} s while ${policy.doing}.`;
    return isWrite
      ? unknown('timeout', `${late} It may have happened all the same: look again before you repeat it.`)
      : refused('timeout', `${late} Nothing was changed; try again.`);
  }
  return isWrite
    ? unknown('cancelled', `Stopped while ${policy.doing}. It may have happened already: look again.`)
    : refused('cancelled', `Stopped while ${policy.doing}. Nothing was changed.`);
}

function nameOf(name: unknown): RequestName | undefined {
  return typeof name === 'string' && isRequestName(name) ? name : undefined;
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requestInputs, name);
}

function keyOf(callerId: number, callId: string): string {
  return `${callerId}/${callId}`;
}
