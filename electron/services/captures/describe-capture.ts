import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureInfo } from '../../contract/captures.ts';
import { captureFormats } from '../../contract/captures.ts';
import { formatOf } from './file-names.ts';
import { readMcapHead } from './mcap-head.ts';
import { readNdjsonHead } from './ndjson-head.ts';

/** What the list of captures shows of a file. Never rejects: of one that cannot be read it knows name and size. */
export async function describeCapture(file: string): Promise<CaptureInfo> {
  const format = captureFormats.find((one) => one === formatOf(file)) ?? 'mcap';
  const unknown: CaptureInfo = {
    path: file,
    name: path.basename(file),
    format,
    bytes: 0,
    room: '',
    profile: '',
    startedAtMs: undefined,
    endedAtMs: undefined,
    rows: undefined,
    state: 'missing',
  };
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return unknown;
  const there: CaptureInfo = { ...unknown, bytes: found.size, state: 'cut' };
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return there;
  try {
    const { size } = found;
    const isMcap = format === 'mcap';
    const told = isMcap ? ofMcap(await readMcapHead(handle, size)) : ofNdjson(await readNdjsonHead(handle, size));
    return { ...there, ...told };
  } catch {
    return there;
  } finally {
    await handle.close().catch(() => undefined);
  }
}

type Told = Pick<CaptureInfo, 'room' | 'profile' | 'startedAtMs' | 'endedAtMs' | 'rows' | 'state'>;

function ofMcap({ isWhole, begin, end, statistics }: Awaited<ReturnType<typeof readMcapHead>>): Told {
  return {
    room: begin['room'] ?? '',
    profile: begin['profile'] ?? '',
    startedAtMs: numberOf(end['startedAtMs']) ?? numberOf(begin['startedAtMs']) ?? msOf(statistics?.messageStartTime),
    endedAtMs: numberOf(end['endedAtMs']) ?? msOf(statistics?.messageEndTime),
    rows: numberOf(end['rows']) ?? (statistics === undefined ? undefined : Number(statistics.messageCount)),
    state: isWhole ? 'whole' : 'cut',
  };
}

function ofNdjson({ begin, end }: Awaited<ReturnType<typeof readNdjsonHead>>): Told {
  return {
    room: begin?.room ?? '',
    profile: begin?.profile ?? '',
    startedAtMs: begin?.startedAtMs,
    endedAtMs: end?.endedAtMs,
    rows: end?.rows,
    state: end === undefined ? 'cut' : 'whole',
  };
}

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function msOf(nanoseconds: bigint | undefined): number | undefined {
  return nanoseconds === undefined || nanoseconds === 0n ? undefined : Number(nanoseconds / 1_000n) / 1_000;
}

/** Whether a file is listed: by its name; each that a recording may have. */
export function isCapture(file: string): boolean {
  return captureFormats.some((format) => format === formatOf(file));
}
