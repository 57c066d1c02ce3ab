import type { RoomSummary, Session, SessionRole } from '../../electron/contract/domain.ts';
import type { Result } from '../../electron/contract/result.ts';

/** How the views of rooms ask the frame to open one; the frame owns tabs and sessions. */
export interface RoomOpener {
  /** Sessions of this server, as tabs. */
  readonly sessions: readonly Session[];
  /** Opens a room and shows its tab. */
  open(room: string, role: SessionRole, takeOverIdentity?: boolean): Promise<Result<Session>>;
  /** Observes hidden, in the way that takes no seat; shows the tab where the room is observed already. */
  observe(room: string): Promise<void>;
  show(session: Session): void;
  /** In a word or two, why a session is not simply in its room: `rejoining`; undefined where it is. */
  trouble(session: Session): string | undefined;
}

/** Which of these the row of a room belongs to: what participates stands before what observes. */
export function sessionOf(sessions: readonly Session[], room: string): Session | undefined {
  const here = sessions.filter((session) => session.room === room);
  return here.find((session) => session.role.kind === 'participate') ?? here[0];
}

/** What can be asked of a room, and opens a dialog. */
export type RoomAsk =
  | { readonly kind: 'create'; readonly name?: string }
  | { readonly kind: 'join'; readonly room: string; readonly participate: boolean }
  | { readonly kind: 'metadata'; readonly room: RoomSummary }
  | { readonly kind: 'delete'; readonly room: RoomSummary };
