import type { Session, SessionReport } from '../contract/domain.ts';
import { terminalText } from './terminal-text.ts';

export interface SessionStatus {
  readonly session: Session;
  /** Undefined before the page has said anything of it. */
  readonly report: SessionReport | undefined;
}

/** `observing demo · 4 participants · 214 messages (34 reliable, 180 lossy)`; one line for each open room. Pure. */
export function statusLines(sessions: readonly SessionStatus[]): readonly string[] {
  return sessions.map(({ session, report }) => {
    const doing = session.role.kind === 'observe' ? 'observing' : `in as ${short(session.identity)}:`;
    const start = `${doing} ${short(session.room)}`;
    if (session.waitingForRoom) return `${start} · waiting for the room`;
    if (report === undefined || report.state === 'joining') return `${start} · joining`;
    const state = report.state === 'connected' ? '' : ` · ${report.state}`;
    const { participants, reliable, lossy, other } = report;
    const kinds = [`${reliable} reliable`, `${lossy} lossy`, ...(other > 0 ? [`${other} other`] : [])].join(', ');
    const messages = reliable + lossy + other;
    return `${start}${state} · ${count(participants, 'participant')} · ${count(messages, 'message')} (${kinds})`;
  });
}

export interface StatusLineOptions {
  readonly sessions: () => readonly SessionStatus[];
  readonly print: (line: string) => void;
}

const everyMs = 2_000;

/** Prints how it goes every two seconds, for whoever has no window to look at. */
export class StatusLine {
  readonly #options: StatusLineOptions;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: StatusLineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      for (const line of statusLines(this.#options.sessions())) this.#options.print(line);
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
