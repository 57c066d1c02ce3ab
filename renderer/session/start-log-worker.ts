import workerUrl from '../traffic/worker/worker.ts?worker&url';

/**
 * Starts the worker that holds the logs. `require-trusted-types-for 'script'` wants its address from a policy; ours
 * lets exactly this one through (the policy's name stands in the page's Content-Security-Policy).
 */
export function startLogWorker(): Worker {
  const options: WorkerOptions = { type: 'module', name: 'log' };
  if (window.trustedTypes === undefined) return new Worker(workerUrl, options);
  const policy = window.trustedTypes.createPolicy('room-console-worker', {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError(`not the worker of this page: ${url}`);
      return url;
    },
  });
  // TypeScript's DOM library does not know yet that a TrustedScriptURL is taken where a string is.
  return new Worker(policy.createScriptURL(workerUrl) as unknown as string, options);
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}
