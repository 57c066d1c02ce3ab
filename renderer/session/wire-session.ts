import type { JoinGrant } from '../../electron/contract/domain.ts';
import type { LogProgress } from './log-watch.ts';
import type { LogWorker } from './log-worker.ts';
import type { SessionLog } from './room-session.ts';
import type { SessionCounts } from './session-proof.ts';
import type { SessionWiring } from './session-host.ts';
import type { LabelCounts, TapHandle, WireTap } from './tap/index.ts';

/** Joins a session's tap to its log: packets go straight to the worker, room events take their place among them. */
export function wireSession(tap: WireTap, worker: LogWorker, grant: JoinGrant): SessionWiring {
  const sessionId = grant.session.id;
  worker.open(sessionId, grant.session.identity);
  const handle = tap.attach(sessionId, {
    onFilling: (chunk, number) => worker.post({ type: 'filling', sessionId, chunk, number }),
    onAwaited: () => worker.post({ type: 'wake', sessionId }),
    onChunk: (chunk) => worker.post({ type: 'chunk', sessionId, chunk }, [chunk]),
    onAnew: () => worker.post({ type: 'sdkReset', sessionId }),
  });
  const log: SessionLog = {
    event(entry) {
      handle.flush();
      worker.post({ type: 'event', sessionId, entry });
    },
    context(own, participants) {
      // What was received until now was so under the context before this one.
      handle.flush();
      worker.post({
        type: 'context',
        sessionId,
        ownIdentity: own.identity,
        ownSid: own.sid,
        participants: new Map(participants),
      });
    },
  };
  return {
    log,
    counts: tapCounts(handle, () => worker.progress(sessionId)),
    close() {
      handle.detach();
      worker.close(sessionId);
    },
  };
}

function tapCounts(handle: TapHandle, progress: () => Omit<LogProgress, 'failed'>): SessionCounts {
  return {
    progress() {
      const { failedMessages, unrecorded } = handle.counts;
      return { ...progress(), failed: failedMessages + unrecorded };
    },
    total() {
      const { received, sent } = handle.counts;
      return { received, sent };
    },
    byChannel() {
      const { received, sent, byLabel } = handle.counts;
      const reliable = both(byLabel.get('_reliable'));
      const lossy = both(byLabel.get('_lossy'));
      return { reliable, lossy, other: received + sent - reliable - lossy };
    },
    connections: () => handle.connections(),
  };
}

function both(counts: LabelCounts | undefined): number {
  return counts === undefined ? 0 : counts.received + counts.sent;
}
