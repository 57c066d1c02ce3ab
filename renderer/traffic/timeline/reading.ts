import { lastTop } from '../../ui/row-window.ts';

/**
 * What of the log is being read, and whether new rows may move it. Pure: each change is a function from one reading
 * to the next.
 */
export interface Reading {
  /** Position of the row at the upper edge (see row-window.ts); while following, where it was before. */
  readonly top: number;
  /** The newest row stands at the lower edge and moves with the log. */
  readonly following: boolean;
  readonly pause: Pause | undefined;
}

/** A pause holds what can be scrolled through at what was there when it began. Receiving goes on. */
export interface Pause {
  /** Positions shown then; undefined until a filter that was changed during the pause has looked at all rows. */
  readonly shown: number | undefined;
  /** Rows ever logged then. */
  readonly total: number;
  readonly wasFollowing: boolean;
}

export const startReading: Reading = { top: 0, following: true, pause: undefined };

/** How many of the `shown` positions can be scrolled through now. */
export function readable(reading: Reading, shown: number): number {
  return Math.min(shown, reading.pause?.shown ?? shown);
}

/** Rows logged since the pause began. */
export function newSincePause(reading: Reading, total: number): number {
  return reading.pause === undefined ? 0 : Math.max(0, total - reading.pause.total);
}

/** The person scrolled. Coming down to the end follows again, but not while paused. */
export function scrolled(reading: Reading, top: number, atEnd: boolean): Reading {
  return { ...reading, top: Math.max(0, top), following: atEnd && reading.pause === undefined };
}

/** Holds the rows that are on screen in place while newer ones arrive. */
export function held(reading: Reading, shown: number, fit: number): Reading {
  if (!reading.following) return reading;
  return { ...reading, top: lastTop(shown, fit), following: false };
}

/** Goes to the newest row and stays with it; while paused, to the newest of what is held. */
export function followed(reading: Reading, shown: number, fit: number): Reading {
  if (reading.pause === undefined) return { ...reading, following: true };
  return { ...reading, top: lastTop(readable(reading, shown), fit) };
}

export function paused(reading: Reading, shown: number, total: number, fit: number): Reading {
  if (reading.pause !== undefined) return reading;
  return { ...held(reading, shown, fit), pause: { shown, total, wasFollowing: reading.following } };
}

export function resumed(reading: Reading): Reading {
  if (reading.pause === undefined) return reading;
  return { ...reading, following: reading.pause.wasFollowing, pause: undefined };
}

/** Another filter: positions mean something else now, so a pause takes hold anew once the filter is through. */
export function filtered(reading: Reading): Reading {
  return reading.pause === undefined ? reading : { ...reading, pause: { ...reading.pause, shown: undefined } };
}

/** The filter is through: a pause that waited for it holds from here. */
export function settled(reading: Reading, shown: number, total: number, fit: number): Reading {
  const { pause } = reading;
  if (pause === undefined || pause.shown !== undefined) return reading;
  return {
    ...reading,
    top: pause.wasFollowing ? lastTop(shown, fit) : reading.top,
    pause: { ...pause, shown, total },
  };
}

/** The same rows stand `by` positions further on (or back, below 0): what is read goes with them. */
export function shifted(reading: Reading, by: number): Reading {
  if (by === 0) return reading;
  const { pause } = reading;
  return {
    ...reading,
    top: Math.max(0, reading.top + by),
    pause: pause?.shown === undefined ? pause : { ...pause, shown: Math.max(0, pause.shown + by) },
  };
}

/** All rows were forgotten. */
export function cleared(reading: Reading, total: number): Reading {
  const { pause } = reading;
  return { top: 0, following: pause === undefined, pause: pause && { ...pause, shown: 0, total } };
}
