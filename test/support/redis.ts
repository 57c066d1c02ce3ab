import { copyFile, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ok, refused } from '../../electron/contract/result.ts';
import type { Result } from '../../electron/contract/result.ts';
import { ArtifactCache, userCacheRoot } from '../../electron/services/local-server/cache.ts';
import { findOnPath } from '../../electron/services/local-server/find-server.ts';
import { pickPorts } from '../../electron/services/local-server/ports.ts';
import { runTied, spawnTied } from '../../electron/services/local-server/tied-child.ts';

/** What livekit-servers share a Redis for: rooms, nodes and the messages between them. */
export interface TestRedis {
  /** `127.0.0.1:20123` */
  readonly address: string;
  /** Resolves when it is gone. It also ends with the test process, however that ends. */
  stop(): Promise<void>;
}

interface RedisProgram {
  readonly executable: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The program is in the second. */
const packages = ['redis-server', 'redis-tools'];
const readyTimeoutMs = 10_000;

/** Starts one on loopback that writes nothing to the disk; refused where there is none and none can be fetched. */
export async function startRedis(): Promise<Result<TestRedis>> {
  const program = await redisProgram();
  if (!program.ok) return program;
  const { http: port } = await pickPorts();
  const settings = { port: String(port), bind: '127.0.0.1', dir: tmpdir(), save: '', appendonly: 'no', daemonize: 'no' };
  const child = spawnTied(
    program.value.executable,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { env: { ...process.env, ...program.value.env } },
  );
  child.stdout.resume();
  child.stderr.resume();
  const stop = async (): Promise<void> => {
    child.signal('SIGKILL');
    await child.ended;
  };
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await answers(port))) {
    if (Date.now() > deadline || child.process.exitCode !== null) {
      await stop();
      return refused('redis-silent', `${program.value.executable} was started and does not answer on port ${port}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ok({ address: `127.0.0.1:${port}`, stop });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('data', (data) => end(data.toString().startsWith('+PONG')));
  });
}

/** The machine's own, from the cache, or unpacked from Debian's packages, for which nobody has to be root. */
async function redisProgram(): Promise<Result<RedisProgram>> {
  const own = await findOnPath('redis-server', process.env);
  if (own !== undefined) return ok({ executable: own, env: {} });
  const release = await debianRelease();
  if (release === undefined) {
    return refused('no-redis', 'There is no redis-server here, and no Debian package to take it from. Install it.');
  }
  const cache = new ArtifactCache({ root: userCacheRoot() });
  const key = { name: 'redis-server', version: release, platform: `${process.platform}-${process.arch}` };
  const found = await cache.obtain(key, unpackPackages);
  if (!found.ok) return found;
  const { folder } = found.value;
  return ok({ executable: path.join(folder, 'redis-server'), env: { LD_LIBRARY_PATH: path.join(folder, 'lib') } });
}

/** `debian-12`; undefined: this is no Debian, nor one of its children. */
async function debianRelease(): Promise<string | undefined> {
  if ((await findOnPath('apt-get', process.env)) === undefined) return undefined;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
  const isDebian = /debian|ubuntu/.test(`${value('ID')} ${value('ID_LIKE')}`);
  return isDebian ? `${value('ID')}-${value('VERSION_ID')}` : undefined;
}

/**
 * The program and those of its libraries that this machine has not. apt's lists and archives lie in a folder of our
 * own: nothing of the machine is changed, a fresh one has no lists, and old ones name files that are gone.
 */
async function unpackPackages(staging: string): Promise<Result<Record<string, string>>> {
  const apt = await mkdtemp(path.join(tmpdir(), 'room-console-apt-'));
  try {
    await mkdir(path.join(apt, 'lists', 'partial'), { recursive: true });
    await mkdir(path.join(apt, 'cache', 'archives', 'partial'), { recursive: true });
    const options = [
      ['Dir::State::Lists', path.join(apt, 'lists')],
      ['Dir::Cache', path.join(apt, 'cache')],
      ['Debug::NoLocking', '1'],
      // Its unprivileged user could not write into a folder of ours.
      ['APT::Sandbox::User', ''],
    ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    const steps = [
      ['apt-get', ...options, 'update'],
      ['apt-get', ...options, 'install', '-y', '-d', '--no-install-recommends', '--reinstall', ...packages],
    ];
    for (const [command = '', ...args] of steps) await done(command, args);
    const archives = path.join(apt, 'cache', 'archives');
    const debs = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
    const unpacked = path.join(apt, 'unpacked');
    for (const deb of debs) await done('dpkg-deb', ['-x', path.join(archives, deb), unpacked]);
    await copyFile(path.join(unpacked, 'usr', 'bin', 'redis-server'), path.join(staging, 'redis-server'));
    await copyLibraries(path.join(unpacked, 'usr', 'lib'), path.join(staging, 'lib'));
    return ok({ packages: debs.join(' ') });
  } catch (error) {
    return refused('no-redis', `Debian’s redis-server could not be fetched. ${String(error)}`);
  } finally {
    await rm(apt, { recursive: true, force: true });
  }
}

async function done(command: string, args: readonly string[]): Promise<void> {
  const { code, tail } = await runTied(command, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new Error(`${command} ${args.at(-1) ?? ''}: ${tail.slice(-3).join(' / ')}`);
}

/** All in one folder, each link as the file that it leads to: the cache keeps files alone. */
async function copyLibraries(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!/\.so(\.|$)/.test(entry.name)) continue;
    await copyFile(path.join(entry.parentPath, entry.name), path.join(to, entry.name)).catch(() => undefined);
  }
}
