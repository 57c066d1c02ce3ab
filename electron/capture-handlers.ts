import type {
  CaptureInfo,
  ExportOptions,
  ExportState,
  OpenCapture,
  Recording,
  RecordingOptions,
  RollingBuffer,
} from './contract/captures.ts';
import type { FeedFormat, FeedTotals } from './contract/feed.ts';
import { ok } from './contract/result.ts';
import type { Result } from './contract/result.ts';
import type { RequestHandlers } from './request-gate.ts';
import type { Claim } from './services/captures/written-paths.ts';

/** What the requests about captures need of the services. */
export interface CaptureServices {
  readonly recordings: {
    start(options: RecordingOptions, replaces: boolean): Promise<Result<Recording>>;
    stop(recordingId: string): Promise<Result<Recording>>;
    continue(recordingId: string, path: string | undefined, replaces: boolean): Promise<Result<Recording>>;
    totals(recordingId: string): FeedTotals | undefined;
    list(): readonly Recording[];
  };
  /** Whether a page may have this file written. */
  readonly writtenPaths: { claim(path: string): Result<Claim>; use(path: string): void };
  readonly rollingBuffer: {
    readonly state: RollingBuffer;
    set(buffer: RollingBuffer): Promise<Result<RollingBuffer>>;
  };
  /** Asks the person for a place; remembers what was answered, so that it may be written. */
  readonly chooseCapturePath: (suggestedName: string, format: FeedFormat) => Promise<string | undefined>;
  readonly captureLibrary: {
    list(): Promise<readonly CaptureInfo[]>;
    rename(path: string, name: string): Promise<Result<CaptureInfo>>;
    reveal(path: string): Promise<Result<undefined>>;
    remove(path: string): Promise<Result<undefined>>;
  };
  readonly openCaptures: {
    /** Without a path the person is asked; undefined where they cancelled. */
    open(path: string | undefined): Promise<Result<OpenCapture | undefined>>;
    close(captureId: string): void;
    list(): readonly OpenCapture[];
  };
  readonly exports: {
    start(options: ExportOptions, replaces: boolean): Promise<Result<ExportState>>;
    cancel(exportId: string): Promise<Result<ExportState>>;
    list(): readonly ExportState[];
  };
}

type CaptureRequest =
  | 'startRecording'
  | 'stopRecording'
  | 'continueRecording'
  | 'listRecordings'
  | 'chooseCapturePath'
  | 'listCaptures'
  | 'renameCapture'
  | 'revealCapture'
  | 'deleteCapture'
  | 'openCapture'
  | 'closeCapture'
  | 'listOpenCaptures'
  | 'exportRows'
  | 'cancelExport'
  | 'listExports'
  | 'getRollingBuffer'
  | 'setRollingBuffer';

/** The part of the request handlers that is about recordings and files. */
export function makeCaptureHandlers(services: CaptureServices): Pick<RequestHandlers, CaptureRequest> {
  const { recordings, rollingBuffer, writtenPaths, captureLibrary, openCaptures, exports } = services;

  /** Runs where the page may have that file written; without a path it is the main process that names the file. */
  const withClaim = async <T>(
    path: string | undefined,
    run: (replaces: boolean) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const claimed = path === undefined ? ok({ replaces: false }) : writtenPaths.claim(path);
    if (!claimed.ok) return claimed;
    const begun = await run(claimed.value.replaces);
    if (begun.ok && path !== undefined) writtenPaths.use(path);
    return begun;
  };

  return {
    startRecording: (options) => withClaim(options.path, (replaces) => recordings.start(options, replaces)),
    stopRecording: ({ recordingId }) => recordings.stop(recordingId),
    continueRecording: ({ recordingId, path }) =>
      withClaim(path, (replaces) => recordings.continue(recordingId, path, replaces)),
    listRecordings: () => ok(recordings.list()),

    chooseCapturePath: async ({ suggestedName, format }) => ok(await services.chooseCapturePath(suggestedName, format)),
    listCaptures: async () => ok(await captureLibrary.list()),
    renameCapture: ({ path, name }) => captureLibrary.rename(path, name),
    revealCapture: ({ path }) => captureLibrary.reveal(path),
    deleteCapture: ({ path }) => captureLibrary.remove(path),

    openCapture: ({ path }) => openCaptures.open(path),
    closeCapture: ({ captureId }) => {
      openCaptures.close(captureId);
      return ok(undefined);
    },
    listOpenCaptures: () => ok(openCaptures.list()),

    exportRows: (options) => withClaim(options.path, (replaces) => exports.start(options, replaces)),
    cancelExport: ({ exportId }) => exports.cancel(exportId),
    listExports: () => ok(exports.list()),

    getRollingBuffer: () => ok(rollingBuffer.state),
    setRollingBuffer: (buffer) => rollingBuffer.set(buffer),
  };
}
