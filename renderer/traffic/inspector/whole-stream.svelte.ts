import { type UnpackEnding, unpackDeflate } from '../../payload/unpack.ts';
import type { StreamDetail } from '../protocol/index.ts';

/** Of a packed stream, as much as the worker sends of one that is not. */
const unpackedMaximum = 1_024 * 1_024;

/** The content of a whole stream, unpacked where its sender packed it. */
export class WholeStream {
  #shown = $state.raw<{ readonly bytes: Uint8Array; readonly ending: UnpackEnding | undefined }>({
    bytes: new Uint8Array(),
    ending: undefined,
  });

  /** While a stream is unpacked: what was there before it. */
  get bytes(): Uint8Array {
    return this.#shown.bytes;
  }

  /** Undefined: nothing had to be unpacked. */
  get ending(): UnpackEnding | undefined {
    return this.#shown.ending;
  }

  /** Takes the content of a stream; answers how to stop waiting for it. */
  read({ content, compression }: Pick<StreamDetail, 'content' | 'compression'>): () => void {
    let isWanted = true;
    if (compression !== 'deflate-raw') this.#shown = { bytes: content, ending: undefined };
    else {
      void unpackDeflate(content, unpackedMaximum).then((unpacked) => {
        if (isWanted) this.#shown = unpacked;
      });
    }
    return () => {
      isWanted = false;
    };
  }
}
