import { describe, expect, it, vi } from 'vitest';
import { SdkMemory, sdkMemoryMs } from '../../../../../../renderer/traffic/worker/sequences/sdk-memory.ts';
import { randomFrom } from '../random-packets.ts';

/** livekit-client 2.23.0, src/utils/ttlmap.ts, the parts that handleDataMessage uses. */
class TtlMap {
  readonly #map = new Map<string, { value: number; expiresAt: number }>();
  #lastCleanup = 0;

  set(key: string, value: number): void {
    const now = Date.now();
    if (now - this.#lastCleanup > sdkMemoryMs / 2) {
      for (const [other, entry] of this.#map) if (entry.expiresAt < now) this.#map.delete(other);
      this.#lastCleanup = now;
    }
    this.#map.set(key, { value, expiresAt: now + sdkMemoryMs });
  }

  get(key: string): number | undefined {
    const entry = this.#map.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt < Date.now()) {
      this.#map.delete(key);
      return undefined;
    }
    return entry.value;
  }

  clear(): void {
    this.#map.clear();
  }
}

describe('SdkMemory', () => {
  it('drops what the TTLMap of livekit-client makes it drop, over 50,000 packets (seed 21)', () => {
    const random = randomFrom(21);
    const memory = new SdkMemory(4);
    const map = new TtlMap();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      let now = 1_763_967_600_000;
      let dropped = 0;
      for (let index = 0; index < 50_000; index += 1) {
        // Also steps of exactly 30 s, and around.
        now += random() < 0.05 ? sdkMemoryMs - 1 + Math.floor(random() * 3) : Math.floor(random() * 3_000);
        vi.setSystemTime(now);
        const sender = Math.floor(random() * 4);
        const sequence = 1 + Math.floor(random() * (random() < 0.01 ? 900_000 : 50));
        if (random() < 0.001) {
          memory.clear();
          map.clear();
        }
        const last = map.get(String(sender));
        const isDropped = Boolean(last) && sequence <= (last ?? 0);
        if (!isDropped) map.set(String(sender), sequence);
        else dropped += 1;
        expect(memory.drops(sender, sequence, now + 0.9, index)).toBe(isDropped);
      }
      expect(dropped).toBeGreaterThan(1_000);
    } finally {
      vi.useRealTimers();
    }
  });

  it('forgets after 30 s without an accepted packet; one that is dropped does not renew', () => {
    const memory = new SdkMemory(1);
    expect(memory.drops(0, 10, 1_000, 0)).toBe(false);
    expect(memory.drops(0, 5, 30_000, 1)).toBe(true);
    expect(memory.drops(0, 5, 31_000.9, 2)).toBe(true);
    expect(memory.drops(0, 5, 31_001, 3)).toBe(false);
  });
});
