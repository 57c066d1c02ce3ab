import { LocalServer } from '../../electron/services/local-server/local-server.ts';

/** For a test that kills this process: starts the server given as argument, prints its process id, stays. */
const server = new LocalServer({ executable: process.argv[2] ?? '' });
const started = await server.start();
if (!started.ok) throw new Error(started.message);
console.log(started.value.pid);
setInterval(() => undefined, 60_000);
