import { defaultBudgetBytes, LogHost } from './log-host.ts';
import { workerScheduler } from './scheduler.ts';

const host = new LogHost({
  budgetBytes: defaultBudgetBytes,
  scheduler: workerScheduler(),
  post: (message) => self.postMessage(message),
});

self.addEventListener('message', (event: MessageEvent<unknown>) => host.handle(event.data));
