import { channelCodes } from './store/columns.ts';

const foreign = channelCodes.indexOf('foreign');
const channelByLabel: ReadonlyMap<string, number> = new Map([
  ['_reliable', channelCodes.indexOf('reliable')],
  ['_lossy', channelCodes.indexOf('lossy')],
  ['_data_track', channelCodes.indexOf('data-track')],
]);

/** The label column has 16 bits; labels are those of channels that this console has, so there are a handful. */
const labelsMaximum = 65_535;

/** Labels of data channels as numbers, and what channel of LiveKit's each is. */
export class LabelCodes {
  /** Of the label taken last: its number, and its index into channelCodes. */
  code = 0;
  channel = foreign;
  readonly #labels: string[] = [];
  readonly #codes = new Map<string, number>();
  /** Mostly it is that of the next packet. */
  #label: string | undefined;

  take(label: string): void {
    if (label === this.#label) return;
    this.#label = label;
    this.code = this.#codeOf(label);
    this.channel = channelByLabel.get(label) ?? foreign;
  }

  /** The label of a number; empty where it has none. */
  text(code: number): string {
    return this.#labels[code] ?? '';
  }

  #codeOf(label: string): number {
    const known = this.#codes.get(label);
    if (known !== undefined) return known;
    const code = this.#labels.length;
    if (code >= labelsMaximum) return labelsMaximum;
    this.#labels.push(label);
    this.#codes.set(label, code);
    return code;
  }
}
