import type { ReportedCompleteness } from '../../electron/contract/domain.ts';
import type { Completeness } from './protocol.ts';

/** The figures that the main process writes into recordings. */
export function reportedCompleteness(completeness: Completeness): ReportedCompleteness {
  const { received, sent, browserReceived, browserSent, sampledReceived, sampledSent } = completeness;
  const { unverified, mismatch, behind, unlogged } = completeness;
  return {
    received,
    sent,
    browserReceived,
    browserSent,
    sampledReceived,
    sampledSent,
    unverified,
    mismatch: mismatch !== undefined,
    behind,
    unlogged,
  };
}
