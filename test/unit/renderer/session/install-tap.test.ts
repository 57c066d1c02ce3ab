import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('install-tap', () => {
  it('is the first import of the session page: livekit-client takes RTCPeerConnection when it is loaded', () => {
    const entry = readFileSync(new URL('../../../../renderer/session.ts', import.meta.url), 'utf8');
    const imports = [...entry.matchAll(/^(?:import|export)\b[^;]*?['"]([^'"]+)['"]/gm)].map((found) => found[1]);
    expect(imports[0]).toBe('./session/install-tap.ts');
  });

  it('imports nothing that loads livekit-client', () => {
    const seen = new Set<string>();
    const visit = (url: URL): void => {
      if (seen.has(url.href)) return;
      seen.add(url.href);
      for (const found of readFileSync(url, 'utf8').matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from ['"]([^'"]+)['"]/gm)) {
        const path = found[1] ?? '';
        expect(path).toMatch(/^\./);
        visit(new URL(path, url));
      }
    };
    visit(new URL('../../../../renderer/session/install-tap.ts', import.meta.url));
    expect(seen.size).toBeGreaterThan(5);
  });
});
