import { z } from '../../electron/contract/zod.ts';
import { captureFormats } from '../../electron/contract/captures.ts';
import type { RecordingOptions, Rotation } from '../../electron/contract/captures.ts';
import { Stored } from '../ui/stored.ts';
import type { KeyValueStore } from '../ui/stored.ts';

const count = z.number().int().min(1).max(1_000_000);
const schema = z.object({
  format: z.enum(captureFormats),
  from: z.union([z.literal(['now', 'memory']), z.number().int().min(1)]),
  rotateMebibytes: count.optional(),
  rotateMinutes: count.optional(),
  newRooms: z.boolean(),
});
type Choices = z.infer<typeof schema>;

const defaults: Choices = { format: 'mcap', from: 'now', newRooms: false };
const mebibyte = 1_048_576;

/** What a recording is begun with when the button is pressed: as it was chosen last, remembered. */
export class RecordChoices {
  readonly #stored: Stored<Choices>;
  #choices = $state.raw<Choices>(defaults);

  constructor(store: KeyValueStore) {
    this.#stored = new Stored({ store, key: 'room-console.record', schema });
    this.#choices = this.#stored.read() ?? defaults;
  }

  get format(): RecordingOptions['format'] {
    return this.#choices.format;
  }

  get from(): RecordingOptions['from'] {
    return this.#choices.from;
  }

  /** A new file after so many; undefined: one file, however large. */
  get rotateMebibytes(): number | undefined {
    return this.#choices.rotateMebibytes;
  }

  get rotateMinutes(): number | undefined {
    return this.#choices.rotateMinutes;
  }

  /** Each room that is opened is recorded from its join on. */
  get newRooms(): boolean {
    return this.#choices.newRooms;
  }

  change(changed: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...changed };
    this.#stored.write(this.#choices);
  }

  /** What the button starts. */
  optionsFor(sessionId: string, from = this.from): RecordingOptions {
    return { sessionId, format: this.format, from, ...rotated(this.#choices) };
  }
}

/** Bounds as the contract takes them; nothing where there are none. */
export function rotated(given: {
  readonly rotateMebibytes?: number | undefined;
  readonly rotateMinutes?: number | undefined;
}): { readonly rotation?: Rotation } {
  const { rotateMebibytes, rotateMinutes } = given;
  if (rotateMebibytes === undefined && rotateMinutes === undefined) return {};
  return {
    rotation: {
      ...(rotateMebibytes === undefined ? {} : { bytes: rotateMebibytes * mebibyte }),
      ...(rotateMinutes === undefined ? {} : { ms: rotateMinutes * 60_000 }),
    },
  };
}
