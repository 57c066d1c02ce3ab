import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { AuditEntry } from '../../electron/contract/audit.ts';
import type {
  ChangeOutcome,
  ParticipantChange,
  RoomChange,
  RoomChangeOutcome,
} from '../../electron/contract/changes.ts';
import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import { ok } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { AuditLog } from '../../electron/services/changes/audit-log.ts';
import { Changes } from '../../electron/services/changes/changes.ts';
import type { Credentials } from '../../electron/services/credentials.ts';
import { LivekitApi } from '../../electron/services/livekit-api.ts';
import { makeLog } from './electron-fakes.ts';
import { SecondClient } from './second-client.ts';
import type { TestServer } from './server.ts';

export const now = (): number => Date.now();
export const schedule = (run: () => void, afterMs: number): (() => void) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

/** The console's changes of one room of a server, with an audit log of their own. */
export class ChangedRoom {
  readonly room = `room-${randomBytes(4).toString('hex')}`;
  readonly changes: Changes;
  readonly audit: AuditLog;
  /** Of the API; another one is used from the next change on. */
  secret: string;
  readonly #server: TestServer;
  readonly #peers: SecondClient[] = [];
  readonly #folder: string;

  private constructor(server: TestServer, folder: string, readOnly: boolean) {
    this.#server = server;
    this.#folder = folder;
    this.secret = server.apiSecret;
    const { url, apiKey } = server;
    this.audit = new AuditLog({
      path: path.join(folder, 'audit.jsonl'),
      redact: (text) => text,
      now,
      schedule,
      onChanged: () => undefined,
      log: makeLog().log,
    });
    this.changes = new Changes({
      profileOf: (id) => ({ id, name: 'Test', url, readOnly }),
      credentialsOf: () => ok({ url, apiKey, secret: this.secret }),
      apiOf: (credentials: Credentials) => new LivekitApi({ credentials, now }),
      sessions: () => [],
      audit: this.audit,
      schedule,
    });
  }

  static async on(server: TestServer, { readOnly = false } = {}): Promise<ChangedRoom> {
    return new ChangedRoom(server, await mkdtemp(path.join(tmpdir(), 'room-console-changes-')), readOnly);
  }

  /** Everybody leaves, and the log is deleted. */
  async end(): Promise<void> {
    await Promise.all(this.#peers.splice(0).map((peer) => peer.leave()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  change(identity: string, change: ParticipantChange, sid?: string): Promise<Result<ChangeOutcome>> {
    const target = { identity, ...(sid === undefined ? {} : { sid }) };
    return this.changes.changeParticipant({ profileId: 'p', room: this.room, changeId: randomUUID(), target, change });
  }

  changeRoom(change: RoomChange): Promise<Result<RoomChangeOutcome>> {
    return this.changes.changeRoom({ profileId: 'p', room: this.room, changeId: randomUUID(), change });
  }

  /** Of the audit log, newest first. */
  async entries(): Promise<readonly AuditEntry[]> {
    return valueOf(await this.audit.list({ search: '', offset: 0, limit: 1_000 })).entries;
  }

  async last(): Promise<AuditEntry | undefined> {
    return (await this.entries())[0];
  }

  /** Resolves when the one who joined can be reached. */
  async join(identity: string, more: Partial<Parameters<typeof SecondClient.join>[1]> = {}): Promise<SecondClient> {
    const peer = await SecondClient.join(this.#server, { room: this.room, identity, ...more });
    this.#peers.push(peer);
    await this.untilListed(identity, (person) => person.state === 'active');
    return peer;
  }

  async read(identity: string): Promise<ParticipantInfo> {
    const { url, apiKey, apiSecret: secret } = this.#server;
    return valueOf(
      await new LivekitApi({ credentials: { url, apiKey, secret }, now }).getParticipant(this.room, identity),
    );
  }

  untilListed(identity: string, holds: (person: ParticipantInfo) => boolean): Promise<void> {
    return vi.waitFor(async () => expect(holds(await this.read(identity))).toBe(true), {
      timeout: 10_000,
      interval: 50,
    });
  }
}
