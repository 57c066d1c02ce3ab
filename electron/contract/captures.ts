import { z } from './zod.ts';
import { feedFormats } from './feed.ts';

/** What a file's name may end with, by format. */
export const captureSuffixes = { mcap: '.mcap', ndjson: '.ndjson', csv: '.csv' } as const;
/** Formats that are recorded and opened; csv is only exported. */
export const captureFormats = ['mcap', 'ndjson'] as const;
export type CaptureFormat = (typeof captureFormats)[number];

/** When the next file of a recording is begun; a bound that is left out is none. */
export const rotation = z.object({
  bytes: z.number().int().min(1_048_576).optional(),
  ms: z.number().int().min(10_000).optional(),
});
export type Rotation = z.infer<typeof rotation>;

export const recordingOptions = z.object({
  sessionId: z.string().min(1).max(200),
  /** One that `chooseCapturePath` answered; left out: a new file in the captures folder, named by room and time. */
  path: z.string().max(10_000).optional(),
  /** Of the file in the captures folder. */
  format: z.enum(captureFormats),
  /**
   * `now`: what comes from the moment on in which this is asked for, also where the page with the log answers later;
   * `memory`: with all that the log still holds; a number: with the last so many ms of it.
   */
  from: z.union([z.literal(['now', 'memory']), z.number().int().min(1)]),
  filter: z.string().max(100_000).optional(),
  /** Waits for a row that matches; then from that row on. */
  trigger: z.string().max(100_000).optional(),
  rotation: rotation.optional(),
});
export type RecordingOptions = z.infer<typeof recordingOptions>;

/** A recording, as the main process knows it. It outlives the window, and the page that holds the rooms. */
export interface Recording {
  readonly id: string;
  readonly sessionId: string;
  readonly room: string;
  /**
   * armed: waits for its trigger, there is no file yet. recording. interrupted: the page that holds the rooms is gone
   * or too busy to answer, or the room is gone; it goes on by itself. failed: nothing is written until it goes on elsewhere. ended: its file is
   * whole.
   */
  readonly state: 'armed' | 'recording' | 'interrupted' | 'failed' | 'ended';
  /** The file that is written, the newest where it was rotated. */
  readonly path: string;
  readonly format: CaptureFormat;
  readonly startedAtMs: number;
  /** Over all its files. */
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  readonly flagged: number;
  /** Rows that are in no file though they were received. */
  readonly missingRows: number;
  /** Received and not yet on disk. */
  readonly waitingRows: number;
  readonly behindMs: number;
  /** What went wrong, why, and what to do next. */
  readonly problem: string | undefined;
  /** Part of the buffer on disk that is always on, not a recording that somebody started. */
  readonly rolling: boolean;
}

/** A file in the list of captures. */
export interface CaptureInfo {
  readonly path: string;
  readonly name: string;
  readonly format: CaptureFormat;
  readonly bytes: number;
  /** Empty where the file does not say. */
  readonly room: string;
  readonly profile: string;
  /** Epoch ms; undefined where the file does not say. */
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  readonly rows: number | undefined;
  /** written: a recording is under way. cut: it was never closed, and opens up to where it ends. */
  readonly state: 'whole' | 'written' | 'cut' | 'missing';
  /** Part of the buffer on disk that is always on: it goes with time, unless it is given another name. */
  readonly rolling?: true;
}

/** A capture that is open in a tab; its log is in the worker like that of a session. */
export interface OpenCapture {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly format: CaptureFormat;
  readonly bytes: number;
}

export const exportOptions = z.object({
  /** A session or an opened capture. */
  sourceId: z.string().min(1).max(200),
  format: z.enum(feedFormats),
  /** One that `chooseCapturePath` answered. */
  path: z.string().min(1).max(10_000),
  /** First and last row of each range; left out: all. */
  rows: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(100_000).optional(),
  filter: z.string().max(100_000).optional(),
  /** Only rows at or after this time, epoch ms: “save the last N minutes”. */
  sinceMs: z.number().optional(),
  payloads: z.boolean(),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** An export that is under way or has just ended. */
export interface ExportState {
  readonly id: string;
  readonly path: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly rows: number;
  /** Rows still to be looked at, where it is known. */
  readonly left: number | undefined;
  readonly bytes: number;
  readonly problem: string | undefined;
}

/** The buffer on disk that is always on: for each room that is open, files of the last while. */
export const rollingBuffer = z.object({
  on: z.boolean(),
  /** For all rooms together. */
  mebibytes: z.number().int().min(64).max(1_048_576),
  minutes: z.number().int().min(1).max(43_200),
});
export type RollingBuffer = z.infer<typeof rollingBuffer>;
export const rollingBufferDefault: RollingBuffer = { on: false, mebibytes: 1_024, minutes: 60 };
