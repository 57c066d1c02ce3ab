import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../../electron/contract/domain.ts';
import { ok } from '../../../../electron/contract/result.ts';
import type { RequestInput } from '../../../../electron/contract/requests.ts';
import type { StoredProfile } from '../../../../electron/services/profile-file.ts';
import { Profiles } from '../../../../electron/services/profiles.ts';
import { SecretVault } from '../../../../electron/services/secret-vault.ts';
import { makeLog } from '../../../support/electron-fakes.ts';

function makeProfiles(options: { saved?: readonly StoredProfile[]; keyring?: boolean } = {}) {
  const { log, lines, redactor } = makeLog();
  const disk = { profiles: options.saved ?? [], broken: false };
  const changes: (readonly Profile[])[] = [];
  let ids = 0;
  const safeStorage = {
    isEncryptionAvailable: () => options.keyring ?? true,
    encryptString: (text: string) => Buffer.from(`v11${text}`),
    decryptString: (encrypted: Buffer) => encrypted.toString().slice(3),
  };
  const profiles = new Profiles({
    store: {
      read: () => Promise.resolve(disk.profiles),
      write: async (list) => {
        if (disk.broken) throw new Error('ENOSPC');
        await Promise.resolve();
        disk.profiles = list;
      },
    },
    vault: new SecretVault({ safeStorage, platform: 'linux', redactor }),
    newId: () => `p${(ids += 1)}`,
    onChanged: (list) => changes.push(list),
    log,
  });
  return { profiles, disk, changes, lines };
}

const typed: RequestInput<'saveProfile'> = {
  name: 'Clinic EU',
  url: 'https://lk.example/',
  apiKey: ' APIx ',
  secret: ' hunter22 ',
  colour: 'red',
  label: ' production ',
  readOnly: true,
  withoutKeyring: 'memory',
};

const saved = {
  id: 'p1',
  name: 'Clinic EU',
  url: 'wss://lk.example',
  apiKey: 'APIx',
  colour: 'red',
  label: 'production',
  readOnly: true,
};

describe('saving', () => {
  test('mends the URL, trims, and gives nothing of the secret to a page', async () => {
    const { profiles, changes } = makeProfiles();
    const result = await profiles.save(typed);
    expect(result).toEqual(ok({ ...saved, source: 'saved', secretPlace: 'keyring' }));
    expect(changes).toEqual([[{ ...saved, source: 'saved', secretPlace: 'keyring' }]]);
    expect(JSON.stringify([result, changes])).not.toContain('hunter22');
    expect(profiles.credentials('p1')).toEqual(ok({ url: 'wss://lk.example', apiKey: 'APIx', secret: 'hunter22' }));
  });

  test('without a name it is called by its host', async () => {
    const { profiles } = makeProfiles();
    expect(await profiles.save({ ...typed, name: ' ', url: '127.0.0.1:7880' })).toMatchObject({
      value: { name: '127.0.0.1:7880', url: 'ws://127.0.0.1:7880' },
    });
  });

  test.each([
    [{ url: 'ftp://x' }, 'bad-url'],
    [{ apiKey: ' ' }, 'bad-input'],
    [{ secret: ' ' }, 'bad-input'],
    [{ secret: undefined }, 'bad-input'],
    [{ id: 'gone' }, 'profile-not-found'],
  ])('%j is refused: %s', async (change, reason) => {
    const { profiles, disk } = makeProfiles();
    const { secret, ...rest } = { ...typed, ...change };
    expect(await profiles.save({ ...rest, ...(secret === undefined ? {} : { secret }) })).toMatchObject({ reason });
    expect(disk.profiles).toEqual([]);
  });

  test('an edit keeps its place and, untyped, its secret', async () => {
    const { profiles } = makeProfiles();
    await profiles.save(typed);
    await profiles.save({ ...typed, name: 'Second' });
    const { secret: _secret, ...edit } = { ...typed, id: 'p1', name: 'Renamed', url: 'wss://lk.example:444' };
    expect(await profiles.save(edit)).toMatchObject({ ok: true });
    expect(profiles.list().map((profile) => profile.name)).toEqual(['Renamed', 'Second']);
    expect(profiles.credentials('p1')).toEqual(ok({ url: 'wss://lk.example:444', apiKey: 'APIx', secret: 'hunter22' }));
  });

  test('a stored secret does not go to another host', async () => {
    const { profiles } = makeProfiles();
    await profiles.save(typed);
    const { secret: _secret, ...edit } = { ...typed, id: 'p1', url: 'wss://evil.example' };
    expect(await profiles.save(edit)).toMatchObject({ reason: 'bad-input' });
    expect(profiles.credentialsFor('p1', { url: 'wss://evil.example', apiKey: 'APIx' })).toMatchObject({ ok: false });
    expect(profiles.credentialsFor('p1', { url: 'ws://lk.example', apiKey: 'APIy' })).toEqual(
      ok({ url: 'ws://lk.example', apiKey: 'APIy', secret: 'hunter22' }),
    );
  });

  test('a disk that says no is a refusal, and nothing has changed', async () => {
    const { profiles, disk, lines, changes } = makeProfiles();
    disk.broken = true;
    expect(await profiles.save(typed)).toMatchObject({ reason: 'not-saved' });
    expect(profiles.list()).toEqual([]);
    expect(changes).toEqual([]);
    expect(lines.join()).toContain('ENOSPC');
  });

  test('two at once lose none', async () => {
    const { profiles, disk } = makeProfiles();
    await Promise.all([profiles.save(typed), profiles.save({ ...typed, name: 'Second' })]);
    expect(disk.profiles.map((profile) => profile.name)).toEqual(['Clinic EU', 'Second']);
  });
});

describe('without a keyring', () => {
  test('the secret is in memory, or in the file where the person decided so', async () => {
    const { profiles, disk } = makeProfiles({ keyring: false });
    expect(await profiles.save(typed)).toMatchObject({ value: { secretPlace: 'memory' } });
    expect(JSON.stringify(disk.profiles)).not.toContain('secret');
    expect(await profiles.save({ ...typed, withoutKeyring: 'file' })).toMatchObject({ value: { secretPlace: 'file' } });
  });

  test('after a restart a secret that was in memory is missing, and is asked for', async () => {
    const first = makeProfiles({ keyring: false });
    await first.profiles.save(typed);
    const second = makeProfiles({ keyring: false, saved: first.disk.profiles });
    await second.profiles.load();
    expect(second.profiles.list()).toMatchObject([{ id: 'p1', secretPlace: 'missing' }]);
    expect(second.profiles.credentials('p1')).toMatchObject({ reason: 'secret-missing' });
  });
});

describe('without a keyring, an edit that leaves the secret untyped', () => {
  const { secret: _secret, ...untyped } = { ...typed, id: 'p1' };

  test('takes it out of the file where it is to be for this run only', async () => {
    const { profiles, disk, changes } = makeProfiles({ keyring: false });
    await profiles.save({ ...typed, withoutKeyring: 'file' });
    expect(await profiles.save({ ...untyped, withoutKeyring: 'memory' })).toMatchObject({
      value: { secretPlace: 'memory' },
    });
    expect(changes.at(-1)).toMatchObject([{ secretPlace: 'memory' }]);
    expect(disk.profiles).toEqual([saved]);
    expect(profiles.credentials('p1')).toMatchObject({ value: { secret: 'hunter22' } });
  });

  test('puts it into the file where it is to be kept there', async () => {
    const { profiles, disk } = makeProfiles({ keyring: false });
    await profiles.save(typed);
    expect(await profiles.save({ ...untyped, withoutKeyring: 'file' })).toMatchObject({
      value: { secretPlace: 'file' },
    });
    const second = makeProfiles({ keyring: false, saved: disk.profiles });
    await second.profiles.load();
    expect(second.profiles.credentials('p1')).toMatchObject({ value: { secret: 'hunter22' } });
  });

  test.each(['memory', 'file'] as const)('leaves it in %s where nothing else is chosen', async (place) => {
    const { profiles, disk } = makeProfiles({ keyring: false });
    await profiles.save({ ...typed, withoutKeyring: place });
    const before = disk.profiles[0]?.secret;
    expect(await profiles.save({ ...untyped, name: 'Renamed', withoutKeyring: place })).toMatchObject({
      value: { name: 'Renamed', secretPlace: place },
    });
    expect(disk.profiles[0]?.secret).toEqual(before);
  });

  test.each([
    ['memory', 'file'],
    ['file', 'memory'],
  ] as const)('from %s to %s on a disk that says no: nothing has changed', async (from, to) => {
    const { profiles, disk } = makeProfiles({ keyring: false });
    await profiles.save({ ...typed, withoutKeyring: from });
    disk.broken = true;
    expect(await profiles.save({ ...untyped, withoutKeyring: to })).toMatchObject({ reason: 'not-saved' });
    expect(profiles.list()).toMatchObject([{ secretPlace: from }]);
    expect(profiles.credentials('p1')).toMatchObject({ value: { secret: 'hunter22' } });
  });

  test('a keyring that has come since takes it', async () => {
    const { disk, profiles } = makeProfiles({ keyring: false });
    await profiles.save({ ...typed, withoutKeyring: 'file' });
    const second = makeProfiles({ keyring: true, saved: disk.profiles });
    await second.profiles.load();
    expect(await second.profiles.save({ ...untyped, withoutKeyring: 'file' })).toMatchObject({
      value: { secretPlace: 'keyring' },
    });
    expect(second.disk.profiles).toMatchObject([{ secret: { place: 'keyring' } }]);
  });
});

describe('a profile whose secret is missing', () => {
  const { secret: _secret, ...untyped } = { ...typed, id: 'p1' };

  test('can be renamed, and moved: no secret is there to go anywhere', async () => {
    const { profiles } = makeProfiles({ keyring: false, saved: [{ ...saved, colour: 'red' }] });
    await profiles.load();
    expect(await profiles.save({ ...untyped, name: 'Renamed', url: 'wss://other.example' })).toMatchObject({
      value: { name: 'Renamed', url: 'wss://other.example', secretPlace: 'missing' },
    });
  });

  test('keeps what a locked keyring cannot open now, but not for another host', async () => {
    const secret = { place: 'keyring' as const, data: '' };
    const { profiles, disk } = makeProfiles({ saved: [{ ...saved, colour: 'red', secret }] });
    await profiles.load();
    expect(profiles.list()).toMatchObject([{ secretPlace: 'missing' }]);
    expect(await profiles.save({ ...untyped, name: 'Renamed' })).toMatchObject({ ok: true });
    expect(disk.profiles).toMatchObject([{ name: 'Renamed', secret }]);
    expect(await profiles.save({ ...untyped, url: 'wss://other.example' })).toMatchObject({ reason: 'bad-input' });
  });
});

describe('removing', () => {
  test('a saved one', async () => {
    const { profiles, disk } = makeProfiles();
    await profiles.save(typed);
    expect(await profiles.remove('p1')).toEqual(ok(undefined));
    expect(disk.profiles).toEqual([]);
    expect(await profiles.remove('p1')).toMatchObject({ reason: 'profile-not-found' });
  });
});

describe('profiles of this run', () => {
  const credentials = { url: 'ws://127.0.0.1:20000', apiKey: 'k', secret: 'hunter22' };

  test('stand first, are never written, and cannot be edited', async () => {
    const { profiles, disk } = makeProfiles();
    await profiles.save(typed);
    const id = profiles.addTransient('environment', 'From the environment', credentials);
    expect(profiles.list()[0]).toEqual({
      id: 'environment',
      name: 'From the environment',
      url: 'ws://127.0.0.1:20000',
      apiKey: 'k',
      colour: 'none',
      label: '',
      readOnly: false,
      source: 'environment',
      secretPlace: 'memory',
    });
    expect(profiles.credentials(id)).toEqual(ok(credentials));
    expect(disk.profiles).toHaveLength(1);
    expect(await profiles.save({ ...typed, id })).toMatchObject({ reason: 'not-editable' });
    expect(await profiles.remove(id)).toMatchObject({ reason: 'not-editable' });
  });

  test('go without a trace', () => {
    const { profiles, changes } = makeProfiles();
    const id = profiles.addTransient('local', 'This machine', credentials);
    profiles.removeTransient(id);
    profiles.removeTransient(id);
    expect(profiles.list()).toEqual([]);
    expect(profiles.credentials(id)).toMatchObject({ reason: 'profile-not-found' });
    expect(changes.map((list) => list.length)).toEqual([1, 0]);
  });

  test('urlsOf names the servers in use', async () => {
    const { profiles } = makeProfiles();
    await profiles.save(typed);
    profiles.addTransient('local', 'This machine', credentials);
    expect(profiles.urlsOf([{ profileId: 'p1' }, { profileId: 'p1' }])).toEqual(['wss://lk.example']);
    expect(profiles.urlsOf([])).toEqual([]);
  });
});
