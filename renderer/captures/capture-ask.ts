import type { CaptureInfo } from '../../electron/contract/captures.ts';
import type { LogView } from '../traffic/log-view.svelte.ts';

/** A log that can be recorded or exported: that of a room, or of an opened capture. */
export interface CaptureSource {
  /** Session or capture. */
  readonly id: string;
  /** The room's or the file's name. */
  readonly name: string;
  readonly log: LogView;
  /** More rows may come. */
  readonly isLive: boolean;
}

/** Which rows an export is about. */
export const exportScopes = ['selection', 'filter', 'all', 'minutes'] as const;
export type ExportScope = (typeof exportScopes)[number];

/** A file that was not opened: what, why, and what to do. */
export interface OpenProblem {
  readonly name: string;
  readonly message: string;
}

/** A dialog about captures that is open. */
export type CaptureAsk =
  | { readonly kind: 'record'; readonly source: CaptureSource }
  | { readonly kind: 'export'; readonly source: CaptureSource; readonly scope: ExportScope | undefined }
  | { readonly kind: 'rolling' }
  | { readonly kind: 'delete'; readonly capture: CaptureInfo }
  | { readonly kind: 'problems'; readonly problems: readonly OpenProblem[] };
