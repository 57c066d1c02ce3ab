/** What the console page uses of the sessions: no livekit-client behind it, only the port to the session page. */
export { byJoin } from './join-order.ts';
export { SessionsState, type SessionCaller } from './sessions-state.svelte.ts';
export type {
  Completeness,
  DisconnectInfo,
  HistoryAnswer,
  HistoryCause,
  HistoryField,
  HistorySubject,
  RoomParticipant,
  SeenAt,
  SeenValue,
  SessionCall,
  SessionSnapshot,
} from './protocol.ts';
