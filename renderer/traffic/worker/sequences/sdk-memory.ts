/** `reliabeReceiveStateTTL` of livekit-client 2.23.0, RTCEngine.ts. */
export const sdkMemoryMs = 30_000;

/**
 * Which packets livekit-client 2.23.0 drops before any event fires: its RTCEngine.handleDataMessage and TTLMap, with
 * its very comparisons, a sender by a slot. One memory for the reliable and the lossy channel together; a number that
 * is not above the last accepted one is dropped and changes nothing; an accepted one is remembered for 30 s.
 *
 * One thing differs. The SDK looks at the clock when it handles a packet, this at the time the tap took of it, in
 * whole milliseconds like Date.now(): when the page is late, the SDK forgets later than told here. A packet that
 * the SDK cannot decode it does not remember: such a one is not to be brought here. One from which it reads another
 * sid or number than the server wrote is to be brought with what it reads.
 */
export class SdkMemory {
  readonly #last: Uint32Array;
  readonly #expires: Float64Array;
  readonly #rows: Float64Array;

  constructor(slots: number) {
    this.#last = new Uint32Array(slots);
    this.#expires = new Float64Array(slots);
    this.#rows = new Float64Array(slots);
  }

  /** Takes a packet with a sequence above 0. True: the SDK drops it. `time`: epoch ms. */
  drops(slot: number, sequence: number, time: number, row: number): boolean {
    const now = Math.floor(time);
    const last = (this.#expires[slot] ?? 0) < now ? 0 : (this.#last[slot] ?? 0);
    if (last !== 0 && sequence <= last) return true;
    this.#last[slot] = sequence;
    this.#expires[slot] = now + sdkMemoryMs;
    this.#rows[slot] = row;
    return false;
  }

  /** The row of the packet that was accepted last. */
  acceptedRow(slot: number): number {
    return this.#rows[slot] ?? 0;
  }

  forget(slot: number): void {
    this.#last[slot] = 0;
  }

  /** The SDK's state is new: a full reconnect, or another Room. A resume keeps it. */
  clear(): void {
    this.#last.fill(0);
  }
}
