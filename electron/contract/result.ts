/**
 * The outcome of something that was asked for.
 *
 * Three kinds, never two: a removal whose answer got lost may have happened, and a console that calls that
 * "failed" sends its operator to do it twice.
 */
export type Result<T> = Ok<T> | Refused | Unknown;

/** It happened, and this is what came back. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** It did not happen. `message` is a sentence for a person: what, why, what to do next. */
export interface Refused {
  readonly ok: false;
  readonly kind: 'refused';
  readonly reason: string;
  readonly message: string;
}

/** Nobody knows whether it happened (deadline passed, connection lost after sending): read again and say. */
export interface Unknown {
  readonly ok: false;
  readonly kind: 'unknown';
  readonly reason: string;
  readonly message: string;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refused(reason: string, message: string): Refused {
  return { ok: false, kind: 'refused', reason, message };
}

export function unknown(reason: string, message: string): Unknown {
  return { ok: false, kind: 'unknown', reason, message };
}
