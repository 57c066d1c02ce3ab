import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, pageNames, pages } from './contract/pages.ts';
import type { PortHeader, PortMessage } from './contract/ports.ts';

/**
 * Makes `window.roomConsole` (contract/bridge.ts) of the contract's lists. It knows names, no schemas: the main
 * process parses what comes. The page's name is no secret and gives no right: the main process knows it anyway.
 */
const argument = '--room-console-page=';
const ownName = process.argv.find((word) => word.startsWith(argument))?.slice(argument.length);
const page = pageNames.find((name) => name === ownName);

/** Electron 32 and later have it; before, a file knew its own path. */
const toolsForFiles: typeof webUtils | undefined = webUtils;

if (page !== undefined) {
  const requests = new Set<string>(pages[page].requests);
  const events = new Set<string>(pages[page].events);
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  ipcRenderer.on(channels.event, (_event, name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });
  ipcRenderer.on(channels.port, (event, header: PortHeader) => {
    const message: PortMessage = { type: 'room-console:port', header };
    window.postMessage(message, window.origin, event.ports);
  });

  contextBridge.exposeInMainWorld('roomConsole', {
    request: (callId: string, name: string, input: unknown) =>
      requests.has(name)
        ? ipcRenderer.invoke(channels.request, callId, name, input)
        : Promise.resolve(notOffered(name)),
    cancel: (callId: string) => ipcRenderer.send(channels.cancel, callId),
    pathOf: (file: File) => toolsForFiles?.getPathForFile(file) ?? '',
    on: (name: string, listener: (payload: unknown) => void) => {
      if (!events.has(name)) return () => undefined;
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
  });
}

/** A `Refused`; written out here, since nothing but names and types comes into this bundle. */
function notOffered(name: string): unknown {
  const message = `This page is not offered “${name}”. That is a mistake in Room Console.`;
  return { ok: false, kind: 'refused', reason: 'not-offered', message };
}
