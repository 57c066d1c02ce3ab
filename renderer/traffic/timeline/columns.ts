/** The timeline's columns: which there are, how wide, and which of those chosen have room beside the preview. Pure. */
export const columnNames = ['time', 'delta', 'dir', 'kind', 'sender', 'topic', 'to', 'size', 'seq', 'flags'] as const;
export type ColumnName = (typeof columnNames)[number];

interface ColumnSpec {
  readonly label: string;
  /** Where the label does not say it all. */
  readonly meaning?: string;
  /** Digits that must fit, so that no font cuts a time or a sequence; besides, rem. */
  readonly digits: number;
  readonly rem: number;
  /** In px at 16 px a rem; a narrower one shows nothing of use. */
  readonly least: number;
  readonly isNumber?: true;
  /** Always shown. */
  readonly isFixed?: true;
}

export const columns: Readonly<Record<ColumnName, ColumnSpec>> = {
  time: { label: 'Time', digits: 10.75, rem: 0.5, least: 48, isFixed: true },
  delta: { label: 'Δ s', meaning: 'Seconds since another row', digits: 5.6, rem: 0.5, least: 32, isNumber: true },
  // Room events have their icon there.
  dir: { label: 'Direction', digits: 0, rem: 1.25, least: 20, isFixed: true },
  kind: { label: 'Kind', digits: 0, rem: 4.5, least: 24 },
  sender: { label: 'Sender', digits: 0, rem: 7.5, least: 32 },
  topic: { label: 'Topic', digits: 0, rem: 7, least: 32 },
  to: { label: 'To', digits: 0, rem: 5, least: 32 },
  size: { label: 'Size', meaning: 'Bytes on the data channel', digits: 6.6, rem: 0.5, least: 32, isNumber: true },
  seq: {
    label: 'Seq',
    meaning: 'The sender’s sequence; lossy messages have none',
    digits: 6.6,
    rem: 0.5,
    least: 32,
    isNumber: true,
  },
  // "unknown case" with the mark of one more flag.
  flags: { label: 'Flags', digits: 0, rem: 7.25, least: 24 },
};

/** Widths in rem that were set by hand. */
export type ColumnWidths = Readonly<Partial<Record<ColumnName, number>>>;

/** What the fonts and the window are like, all in px. */
export interface Metrics {
  /** Of a row, scroll bar and edges left out. */
  readonly width: number;
  readonly rem: number;
  /** Of a digit in a row, and of a character in the preview. */
  readonly digit: number;
  readonly mono: number;
}

export interface FittedColumn {
  readonly name: ColumnName;
  /** px; undefined: as wide as what is in it, up to `most`. */
  readonly width: number | undefined;
  readonly most: number;
}

export interface FittedColumns {
  readonly columns: readonly FittedColumn[];
  /** Chosen, and left out for lack of room. */
  readonly left: readonly ColumnName[];
  /** The kind is told by its icon alone. */
  readonly isCompact: boolean;
  /** The flags too. */
  readonly isTight: boolean;
}

/** The preview keeps room for this many characters: what a message says comes before all that is said about it. */
export const previewCharacters = 40;
/** Below that, who sent it and on which topic comes first, down to this many. */
export const previewLeast = 24;

/** Columns step back in this order: those, then the preview is cut shorter, then the others. */
const order: readonly ColumnName[] = ['seq', 'to', 'delta', 'size'];
const lastOrder: readonly ColumnName[] = ['sender', 'topic', 'kind', 'flags'];
/** Sender and topic are cut shorter before any column goes. */
const compactRem: ColumnWidths = { kind: 1.5, sender: 5.25, topic: 4.75, to: 3.625 };
const tightRem: ColumnWidths = { ...compactRem, sender: 4.75, topic: 4.25, flags: 3 };

export function columnWidth(name: ColumnName, widths: ColumnWidths, metrics: Metrics, cut: ColumnWidths = {}): number {
  const { digits, rem, least } = columns[name];
  const set = widths[name];
  if (set !== undefined) return Math.max((least / 16) * metrics.rem, set * metrics.rem);
  return digits * metrics.digit + (cut[name] ?? rem) * metrics.rem;
}

/** What is cut shorter for lack of room: widths in rem. */
export function cutWidths({ isCompact, isTight }: Pick<FittedColumns, 'isCompact' | 'isTight'>): ColumnWidths {
  if (isTight) return tightRem;
  return isCompact ? compactRem : {};
}

/**
 * The chosen columns that have room beside the preview. Where they have not, names are cut shorter and the flags take
 * only the room that they need, then columns step back one by one; before the sender does, the preview gets shorter.
 */
export function fitColumns(chosen: readonly ColumnName[], widths: ColumnWidths, metrics: Metrics): FittedColumns {
  const fits = (names: readonly ColumnName[], cut: ColumnWidths, characters: number): boolean => {
    const preview = characters * metrics.mono + 0.5 * metrics.rem;
    return names.reduce((sum, name) => sum + columnWidth(name, widths, metrics, cut), preview) <= metrics.width;
  };
  const isCompact = !fits(chosen, {}, previewCharacters);
  let names = columnNames.filter((name) => chosen.includes(name));
  for (const next of order) {
    if (!isCompact || fits(names, compactRem, previewCharacters)) break;
    names = names.filter((name) => name !== next);
  }
  const isTight = isCompact && !fits(names, compactRem, previewCharacters);
  for (const next of lastOrder) {
    if (!isTight || fits(names, tightRem, previewLeast)) break;
    names = names.filter((name) => name !== next);
  }
  const fitted = names.map((name): FittedColumn => {
    const width = columnWidth(name, widths, metrics, cutWidths({ isCompact, isTight }));
    // A row without flags gives their room to the preview.
    const isElastic = name === 'flags' && isCompact && widths.flags === undefined;
    return { name, width: isElastic ? undefined : width, most: width };
  });
  return { columns: fitted, left: chosen.filter((name) => !names.includes(name)), isCompact, isTight };
}

interface DrawingRoom {
  readonly chosen: readonly ColumnName[];
  readonly widths: ColumnWidths;
  readonly metrics: Metrics;
}

/** What a column is drawn out to, in rem: as far as asked, or as there is room; wider it would step back itself. */
export function drawnOut(name: ColumnName, asked: number, room: DrawingRoom): number {
  const { chosen, widths, metrics } = room;
  const fits = (width: number): boolean =>
    fitColumns(chosen, { ...widths, [name]: width }, metrics).columns.some((column) => column.name === name);
  if (fits(asked)) return asked;
  let [least, most] = [columns[name].least / 16, asked];
  // To a quarter of a pixel.
  while (most - least > 1 / 64) {
    const middle = (least + most) / 2;
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least;
}

/** `grid-template-columns` of the rows; the preview takes what is left. */
export function gridTemplate(fitted: FittedColumns): string {
  const tracks = fitted.columns.map(({ width, most }) =>
    width === undefined ? `fit-content(${most.toFixed(2)}px)` : `${width.toFixed(2)}px`,
  );
  return [...tracks, 'minmax(0, 1fr)'].join(' ');
}

/** Where what happened stands in an event's row: from the column after the direction on, to the end. */
export function eventColumn(fitted: FittedColumns): number {
  return fitted.columns.findIndex(({ name }) => name === 'dir') + 2;
}
