import type { Session, SessionReport } from '../contract/domain.ts';
import { terminalText } from './terminal-text.ts';

export interface SessionStatus {
  readonly session: Session;
  /** Undefined before the page has said anything of it. */
  readonly report: SessionReport | undefined;
}

/**
 * `observing demo · 4 participants · 214 messages (34 reliable, 180 lossy)`; one line for each open room. Pure.
 *
 * @param untold ids of sessions whose participants the server has not named yet
 */
export function statusLines(
  sessions: readonly SessionStatus[],
  untold: ReadonlySet<string> = new Set(),
): readonly string[] {
  return sessions.map(({ session, report }) => {
    const doing = session.role.kind === 'observe' ? 'observing' : `in as ${short(session.identity)}:`;
    const start = `${doing} ${short(session.room)}`;
    if (session.waitingForRoom) return `${start} · waiting for the room`;
    if (report === undefined || report.state === 'joining') return `${start} · joining`;
    const state = report.state === 'connected' ? '' : ` · ${report.state}`;
    const { participants, reliable, lossy, other } = report;
    const kinds = [`${reliable} reliable`, `${lossy} lossy`, ...(other > 0 ? [`${other} other`] : [])].join(', ');
    const messages = reliable + lossy + other;
    const people = untold.has(session.id) ? 'participants not told yet' : count(participants, 'participant');
    return `${start}${state} · ${people} · ${count(messages, 'message')} (${kinds})`;
  });
}

/**
 * The server tells joins in batches, up to 3 s late, while their messages come at once: so many lines with messages
 * and nobody there say that; from then on nobody is there (a backend sends, or whoever sent has left).
 */
const mostUntold = 2;

/** Knows of each session whether messages came before the first participants were told. */
class ToldParticipants {
  /** By session id, the lines in which they were not told yet; `mostUntold` once they are known. */
  readonly #lines = new Map<string, number>();

  /** Ids of those not told yet. To be called for each line. */
  untold(sessions: readonly SessionStatus[]): ReadonlySet<string> {
    const ids = new Set(sessions.map(({ session }) => session.id));
    for (const id of this.#lines.keys()) if (!ids.has(id)) this.#lines.delete(id);
    return new Set(sessions.filter((one) => this.#isUntold(one)).map(({ session }) => session.id));
  }

  #isUntold({ session, report }: SessionStatus): boolean {
    if (report === undefined) return false;
    const lines = this.#lines.get(session.id) ?? 0;
    if (report.participants > 0) this.#lines.set(session.id, mostUntold);
    if (report.participants > 0 || report.reliable + report.lossy + report.other === 0 || lines >= mostUntold) return false;
    this.#lines.set(session.id, lines + 1);
    return true;
  }
}

export interface StatusLineOptions {
  readonly sessions: () => readonly SessionStatus[];
  readonly print: (line: string) => void;
}

const everyMs = 2_000;

/** Prints how it goes every two seconds, for whoever has no window to look at. */
export class StatusLine {
  readonly #options: StatusLineOptions;
  readonly #told = new ToldParticipants();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: StatusLineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      const sessions = this.#options.sessions();
      for (const line of statusLines(sessions, this.#told.untold(sessions))) this.#options.print(line);
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** A name on one line, of a bounded length. */
function short(text: string): string {
  const shown = terminalText(text).replace(/\s/g, ' ');
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown;
}
