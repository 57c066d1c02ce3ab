// The tap must stand before livekit-client takes hold of RTCPeerConnection: this import stays first.
import { wireTap } from './session/install-tap.ts';
import { Room } from 'livekit-client';
import { on, onPort, request } from './bridge.ts';
import { LogWorker } from './session/log-worker.ts';
import { SessionHost } from './session/session-host.ts';
import { startLogWorker } from './session/start-log-worker.ts';
import { wireSession } from './session/wire-session.ts';

const worker = new LogWorker({
  worker: startLogWorker(),
  onTrouble: (message) => void request('reportTrouble', { message: message.slice(0, 1_000) }),
});

const host = new SessionHost({
  createRoom: () => new Room({ disconnectOnPageLeave: false }),
  wire: (grant) => wireSession(wireTap, worker, grant),
  report: (report) => void request('reportSession', report),
  lookForRoom: (sessionId) => void request('lookForRoom', { sessionId }),
  now: () => wireTap.now(),
});

on('joinGranted', (grant) => host.join(grant));
on('memoryBudgetChanged', ({ mebibytes }) => worker.post({ type: 'budget', bytes: mebibytes * 1_048_576 }));
on('sessionClosed', ({ sessionId }) => void host.close(sessionId));
onPort((header, port) => {
  if (header.port === 'session') host.serve(port);
  else worker.post({ type: 'port', sessionId: header.sessionId, port }, [port]);
});

void request('announceSessionPage');
