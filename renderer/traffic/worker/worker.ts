import { z } from 'zod';
import { defaultBudgetBytes, LogHost } from './log-host.ts';
import { workerScheduler } from './scheduler.ts';

// The page's CSP forbids eval; zod would try it, to see.
z.config({ jitless: true });

const host = new LogHost({
  budgetBytes: defaultBudgetBytes,
  scheduler: workerScheduler(),
  post: (message) => self.postMessage(message),
});

self.addEventListener('message', (event: MessageEvent<unknown>) => host.handle(event.data));
