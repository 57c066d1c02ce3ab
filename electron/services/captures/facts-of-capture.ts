import { open } from 'node:fs/promises';
import type { FileFacts } from './capture-file.ts';
import { formatOf } from './file-names.ts';
import { readMcapHead } from './mcap-head.ts';
import { readNdjsonHead } from './ndjson-head.ts';
import type { SourceFacts } from './source-facts.ts';

/** Who recorded a capture, for what is exported from it; what it does not say stays empty. Never rejects. */
export async function factsOfCapture(file: string): Promise<SourceFacts> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return factsOf({});
  try {
    const { size } = await handle.stat();
    if (formatOf(file) !== 'ndjson') return factsOf((await readMcapHead(handle, size)).begin);
    const { begin } = await readNdjsonHead(handle, size);
    return factsOf(Object.fromEntries(Object.entries(begin ?? {}).map(([name, value]) => [name, String(value)])));
  } catch {
    return factsOf({});
  } finally {
    await handle.close().catch(() => undefined);
  }
}

function factsOf(told: FileFacts): SourceFacts {
  const text = (name: string): string => told[name] ?? '';
  const clockOffsetMs = Number(text('clockOffsetMs'));
  return {
    application: text('application'),
    runtime: text('runtime'),
    room: text('room'),
    roomSid: text('roomSid'),
    server: text('server'),
    serverVersion: text('serverVersion'),
    profile: text('profile'),
    identity: text('identity'),
    role: text('role'),
    clockOffsetMs: Number.isFinite(clockOffsetMs) ? clockOffsetMs : 0,
  };
}
