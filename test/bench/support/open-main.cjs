// Loaded into the application's main process (electron --require): opens a capture, filters it, and prints how long that
// took. Nothing is attached to the pages: Playwright records what workers load, and reading takes three times as long then.
const { app, MessageChannelMain, webContents } = require('electron');
const { readFileSync, writeFileSync } = require('node:fs');

const { path, tree, portChannel } = JSON.parse(process.env.ROOM_CONSOLE_BENCH_OPEN ?? '{}');

const pageOf = (file) => webContents.getAllWebContents().find((one) => new URL(one.getURL() || 'about:blank').pathname === file);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const loaded = async (file) => {
  for (;;) {
    const page = pageOf(file);
    if (page !== undefined && !page.isLoading()) return page;
    await pause(50);
  }
};

/** Physical memory of a process, MiB, from the kernel's own books; NaN where there are none. */
const memory = (pid, field) => {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    return NaN;
  }
};

/** The peak begins anew; see proc(5). */
const forgetPeak = (pid) => {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Another system.
  }
};

/** A view of the log, which notes when what was asked for last is answered. */
class View {
  #port;
  #ask = 0;
  #isFiltered = false;
  #askedAt = 0;
  #firstAt;
  #done;

  constructor(session, captureId) {
    const { port1, port2 } = new MessageChannelMain();
    this.#port = port1;
    port1.on('message', ({ data }) => this.#take(data));
    port1.start();
    session.postMessage(portChannel, { port: 'traffic', sessionId: captureId }, [port2]);
  }

  /** Resolves when all rows are read, or looked at by the filter. */
  show(askedAt, filter) {
    this.#ask += 1;
    this.#askedAt = askedAt;
    this.#firstAt = undefined;
    this.#isFiltered = filter !== undefined;
    const done = new Promise((resolve) => (this.#done = resolve));
    if (filter !== undefined) this.#port.postMessage({ type: 'filter', tree: filter });
    this.#port.postMessage({ type: 'show', first: 0, count: 40, tail: false, ask: this.#ask });
    return done;
  }

  #take(message) {
    const now = Date.now();
    if (message.type === 'rows' && message.ask === this.#ask && message.rows.length > 0) this.#firstAt ??= now;
    if (message.type !== 'status' || this.#firstAt === undefined) return;
    const isOfThis = message.shown < message.held === this.#isFiltered;
    if (!isOfThis || !message.reading.done || message.unfiltered > 0) return;
    this.#done({ firstMs: this.#firstAt - this.#askedAt, allMs: now - this.#askedAt, shown: message.shown });
  }
}

const measure = async () => {
  const session = await loaded('/session.html');
  const window = await loaded('/console.html');
  // Its worker and all that a start still has to do.
  await pause(1_000);
  const pid = session.getOSProcessId();
  const before = memory(pid, 'VmRSS');
  forgetPeak(pid);
  const askedAt = Date.now();
  const input = JSON.stringify({ path });
  const opened = await window.executeJavaScript(`window.roomConsole.request('bench-open', 'openCapture', ${input})`);
  if (!opened.ok) throw new Error(opened.message);
  const view = new View(session, opened.value.id);
  const opening = await view.show(askedAt);
  const openingMiB = memory(pid, 'VmHWM') - before;
  forgetPeak(pid);
  const filtering = await view.show(Date.now(), tree);
  return { opening, filtering, openingMiB, filteringMiB: memory(pid, 'VmHWM') - before };
};

void app
  .whenReady()
  .then(measure)
  .then((measured) => console.log(`BENCH ${JSON.stringify(measured)}`))
  .catch((error) => console.error(`BENCH failed: ${error.message}`))
  .finally(() => app.quit());
