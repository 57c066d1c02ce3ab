import path from 'node:path';
import { createServer } from 'vite';
import { pickPorts } from '../services/local-server/ports.ts';
import { PROJECT_ROOT } from './project.ts';
import { rendererOptions } from './vite-options.ts';

export interface DevServer {
  /** `http://127.0.0.1:PORT`, for ROOM_CONSOLE_DEV_URL. */
  readonly url: string;
  close(): Promise<void>;
}

/** Vite's development server for the pages, on loopback only; the application's own scheme passes requests on to it. */
export async function startDevServer(): Promise<DevServer> {
  const { http: port } = await pickPorts();
  const { build: _build, ...options } = rendererOptions('');
  const server = await createServer({
    ...options,
    base: '/',
    mode: 'development',
    logLevel: 'info',
    clearScreen: false,
    cacheDir: path.join(PROJECT_ROOT, 'out', 'vite'),
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      // electron/contract lies outside of Vite's root.
      fs: { allow: [PROJECT_ROOT] },
      // The page's own address is app://…: the hot-reload socket must be told where it is.
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
    },
  });
  await server.listen();
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
