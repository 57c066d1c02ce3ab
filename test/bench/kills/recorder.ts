import { MessageChannel, Worker } from 'node:worker_threads';
import type { FeedPort } from '../../../electron/services/captures/feed-link.ts';
import { Recordings } from '../../../electron/services/captures/recordings.ts';
import { sessionId } from './killed.ts';

/**
 * Records until it is killed: the main process's part of a recording as it is, without Electron, fed by the log worker
 * as it is, in a thread (log-thread.ts). `node recorder.ts FILE PACKETS_PER_SECOND`
 */
const [path = '', perSecond = ''] = process.argv.slice(2);

const log = new Worker(new URL('./log-thread.ts', import.meta.url), { workerData: { perSecond: Number(perSecond) } });
log.once('error', (error) => fail(error.message));

const recordings = new Recordings({
  sessions: () => [
    {
      id: sessionId,
      profileId: 'bench',
      room: 'bench',
      role: { kind: 'observe', as: 'agent' },
      identity: 'bench',
      waitingForRoom: false,
    },
  ],
  sourceOf: () => ({
    application: 'bench',
    runtime: `Node ${process.versions.node}`,
    room: 'bench',
    roomSid: '',
    server: '',
    serverVersion: '',
    profile: '',
    identity: '',
    role: 'observe',
    clockOffsetMs: 0,
  }),
  openFeed: (request) => {
    const { port1, port2 } = new MessageChannel();
    log.postMessage({ type: 'feed', port: port2, request }, [port2]);
    return asElectronHasIt(port1);
  },
  folder: '/',
  library: 'room-console/bench',
  powerSaveBlocker: { start: () => 0, stop: () => undefined },
  newId: () => 'bench',
  now: () => Date.now(),
  schedule: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  onChanged: (list) => {
    const problem = list.find((recording) => recording.problem !== undefined)?.problem;
    if (problem !== undefined) fail(problem);
  },
  onFile: () => undefined,
  log: { info: () => undefined, warn: fail, error: fail },
});
const begun = await recordings.start({ sessionId, path, format: 'mcap', from: 'now' });
if (!begun.ok) fail(begun.message);
log.postMessage({ type: 'flow' });

/** MessagePortMain gives events, the ports of Node give what was posted. */
function asElectronHasIt(port: MessageChannel['port1']): FeedPort {
  return {
    on: (event: 'message' | 'close', listener: (message: { readonly data: unknown }) => void) =>
      event === 'message'
        ? port.on('message', (data: unknown) => listener({ data }))
        : port.on('close', () => listener({ data: undefined })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
