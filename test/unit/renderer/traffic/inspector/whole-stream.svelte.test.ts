import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { WholeStream } from '../../../../../renderer/traffic/inspector/whole-stream.svelte.ts';

const bytes = new TextEncoder().encode('hello');

describe('WholeStream', () => {
  it('has what is not packed at once, and unpacks the rest', async () => {
    const whole = new WholeStream();
    whole.read({ content: bytes, compression: 'none' });
    expect([whole.bytes, whole.ending]).toEqual([bytes, undefined]);
    whole.read({ content: deflateRawSync(bytes), compression: 'deflate-raw' });
    await vi.waitFor(() => expect(whole.ending).toBe('whole'));
    expect(whole.bytes).toEqual(bytes);
  });

  it('forgets what is no longer wanted', async () => {
    const whole = new WholeStream();
    const stop = whole.read({ content: deflateRawSync(Uint8Array.of(1)), compression: 'deflate-raw' });
    stop();
    whole.read({ content: deflateRawSync(Uint8Array.of(2)), compression: 'deflate-raw' });
    await vi.waitFor(() => expect(whole.bytes).toEqual(Uint8Array.of(2)));
  });
});
