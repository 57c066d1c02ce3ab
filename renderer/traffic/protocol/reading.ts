/** How far the file of a capture is read, and what is to be said of it; see LogStatus. */
export interface CaptureReading {
  /** Bytes of the file that were looked at, of `total`. */
  readonly bytes: number;
  readonly total: number;
  /** No more rows come: it is read, was stopped, or cannot be read further. */
  readonly done: boolean;
  /** It goes on only when somebody says `readOn`: it grows as no traffic does. `problem` says so. */
  readonly isHeld?: boolean | undefined;
  /** What is wrong with it, why, and what to do: for the person. Undefined: it is whole, or not known yet. */
  readonly problem: string | undefined;
  /** What else is to be known of it: sentences. */
  readonly remarks: readonly string[];
  /** What is not among the rows though it is, or was, in the file: sentences, besides `problem`. */
  readonly doubts: readonly string[];
  /** Times in which nothing could be recorded, by its notes. */
  readonly gaps: number;
  /** Who recorded it; undefined where the file does not say. */
  readonly origin: CaptureOrigin | undefined;
}

/** What the `session` note of a capture says; see electron/contract/feed.ts. */
export interface CaptureOrigin {
  readonly application: string;
  readonly runtime: string;
  readonly room: string;
  readonly server: string;
  readonly serverVersion: string;
  readonly profile: string;
  readonly identity: string;
  readonly role: string;
  /** Text of the filter that chose the rows; empty: all. */
  readonly filter: string;
  readonly payloads: boolean;
  readonly startedAtMs: number;
  /** As it was told last. */
  readonly completeness: CaptureCompleteness | undefined;
}

export interface CaptureCompleteness {
  readonly received: number;
  readonly sent: number;
  readonly browserReceived?: number | undefined;
  readonly browserSent?: number | undefined;
  /** By the tap, as the browser was asked last. */
  readonly sampledReceived?: number | undefined;
  readonly sampledSent?: number | undefined;
  readonly unverified: number;
  readonly mismatch: boolean;
  /** Times that the signal was resumed, and nobody can tell whether all came meanwhile. */
  readonly resumes?: number | undefined;
}
