import './api.ts';

const errors: string[] = [];
window.addEventListener('error', (event) => errors.push(event.message));
window.addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));

let frames: number[] = [];
let longTasks: number[] = [];
let running = false;
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) longTasks.push(entry.duration);
});

window.benchWatch = {
  start() {
    frames = [];
    longTasks = [];
    running = true;
    observer.observe({ type: 'longtask' });
    let last: number | undefined;
    const frame = (now: number): void => {
      if (last !== undefined) frames.push(now - last);
      last = now;
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },
  stop() {
    running = false;
    for (const entry of observer.takeRecords()) longTasks.push(entry.duration);
    observer.disconnect();
    return { frames, longTasks, errors };
  },
};
