/** What it takes to ask a server's API. Lives in the main process only. */
export interface Credentials {
  /** ws:// or wss://, mended (contract/server-url.ts). */
  readonly url: string;
  readonly apiKey: string;
  readonly secret: string;
}
