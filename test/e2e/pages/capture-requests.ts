import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { Recording, RecordingOptions } from '../../../electron/contract/captures.ts';
import type { RequestInput, RequestName, RequestOutput } from '../../../electron/contract/requests.ts';
import type { Result } from '../../../electron/contract/result.ts';
import type { RunningConsole } from '../../support/app.ts';
import { readStream } from '../../support/mcap-reading.ts';

/** Recording through the requests that the views make, for what views do not show: what is in the files. */
export class CaptureRequests {
  readonly #running: RunningConsole;
  #calls = 0;

  constructor(running: RunningConsole) {
    this.#running = running;
  }

  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>> {
    this.#calls += 1;
    // As text: Playwright's types for what goes into a page do not know a name's own input.
    const call = JSON.stringify({ callId: `capture-test-${this.#calls}`, name, input });
    return this.#running.window.evaluate((text) => {
      const asked = JSON.parse(text);
      return window.roomConsole.request(asked.callId, asked.name, asked.input);
    }, call);
  }

  async value<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
    const result = await this.ask(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.message}`);
    return result.value;
  }

  /** Observes a room without its view; answers the session's id. */
  async observe(room: string): Promise<string> {
    const [profile] = await this.value('listProfiles', undefined);
    const role = { kind: 'observe', as: 'agent' } as const;
    const opened = await this.value('openSession', { profileId: profile?.id ?? '', room, role, takeOverIdentity: false });
    return opened.id;
  }

  start(sessionId: string, options: Partial<RecordingOptions> = {}): Promise<Recording> {
    return this.value('startRecording', { sessionId, format: 'mcap', from: 'memory', ...options });
  }

  async state(id: string): Promise<Recording> {
    const found = (await this.value('listRecordings', undefined)).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no recording ${id}`);
    return found;
  }

  /** What the save dialog answers from now on. */
  async choose(path: string): Promise<void> {
    await this.#running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    expect(await this.value('chooseCapturePath', { suggestedName: 'any.mcap', format: 'mcap' })).toBe(path);
  }
}

/** Texts of the user packets in a file, in order. */
export async function textsIn(path: string): Promise<readonly string[]> {
  const { messages, topics } = readStream(await readFile(path));
  return messages.flatMap(({ channelId, data }) => {
    const text = new TextDecoder().decode(data);
    const found = /<(.+?)>/.exec(text)?.[1];
    return topics.get(channelId)?.topic === 'room-console' || found === undefined ? [] : [found];
  });
}
