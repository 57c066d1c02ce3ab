// The tap must stand before livekit-client takes hold of RTCPeerConnection: this import stays first.
import { wireTap } from './session/install-tap.ts';
import { Room } from 'livekit-client';
import { on, onPort, request } from './bridge.ts';
import { passFeed } from './session/feed-port.ts';
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
  reportOwnChange: (report) => request('reportOwnChange', report),
  now: () => wireTap.now(),
});

on('joinGranted', (grant) => host.join(grant));
on('sendGranted', ({ sendId, sessionId, kind, topic, destinations, payload }) => {
  void host
    .call(sessionId, {
      name: 'publishData',
      kind,
      ...(topic === undefined ? {} : { topic }),
      destinationIdentities: [...destinations],
      payload: payload.slice(),
    })
    .then((result) => request('reportSending', { sendId, sent: result.ok, message: result.ok ? '' : result.message }));
});
on('memoryBudgetChanged', ({ mebibytes }) => worker.post({ type: 'budget', bytes: mebibytes * 1_048_576 }));
on('captureOpened', ({ capture: { id, bytes, format }, url }) => {
  worker.post({ type: 'openCapture', sessionId: id, url, bytes, format });
});
on('captureClosed', ({ captureId }) => worker.post({ type: 'close', sessionId: captureId }));
on('sessionClosed', ({ sessionId }) => void host.close(sessionId));
onPort((header, port) => {
  if (header.port === 'session') host.serve(port);
  else if (header.port === 'traffic') worker.post({ type: 'port', sessionId: header.sessionId, port }, [port]);
  else passFeed(worker, header.request, port);
});

void request('announceSessionPage');
