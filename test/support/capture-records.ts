import type { CaptureInfo, ExportState, OpenCapture, Recording } from '../../electron/contract/captures.ts';

/** Plain records for tests of captures: everything usual, but for what is given. */

export function makeRecording(given: Partial<Recording> = {}): Recording {
  return {
    id: 'r1',
    sessionId: 's1',
    room: 'consult-42',
    state: 'recording',
    path: '/captures/consult-42.mcap',
    format: 'mcap',
    startedAtMs: 0,
    files: 1,
    bytes: 3_200_000,
    rows: 12_345,
    flagged: 0,
    missingRows: 0,
    waitingRows: 0,
    behindMs: 0,
    problem: undefined,
    rolling: false,
    ...given,
  };
}

export function makeCapture(name: string, given: Partial<CaptureInfo> = {}): CaptureInfo {
  return {
    path: `/captures/${name}`,
    name,
    format: 'mcap',
    bytes: 1_000,
    room: 'consult-42',
    profile: 'Clinic EU',
    startedAtMs: 1_000_000,
    endedAtMs: 1_061_000,
    rows: 10,
    state: 'whole',
    ...given,
  };
}

export function makeOpen(id: string, given: Partial<OpenCapture> = {}): OpenCapture {
  return { id, path: `/captures/${id}.mcap`, name: `${id}.mcap`, format: 'mcap', bytes: 1_000, ...given };
}

export function makeExport(given: Partial<ExportState> = {}): ExportState {
  return { id: 'e1', path: '/out/rows.ndjson', state: 'running', rows: 0, left: 10, bytes: 0, problem: undefined, ...given };
}
