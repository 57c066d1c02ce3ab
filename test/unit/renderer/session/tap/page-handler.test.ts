import { beforeEach, describe, expect, it, vi } from 'vitest';
import { tapChannel } from '../../../../../renderer/session/tap/tapped-channel.ts';
import { FakeDataChannel } from './fake-peer-connection.ts';

/** A channel, and what happened at it in order. */
interface Scene {
  readonly channel: FakeDataChannel;
  readonly log: string[];
  /** Writes into the log when it is called. */
  note(name: string, answer?: unknown): (event: Event) => unknown;
}

function scene(channel = new FakeDataChannel('_reliable')): Scene {
  const log: string[] = [];
  return {
    channel,
    log,
    note: (name, answer) => (event) => {
      log.push(`${name} ${event instanceof MessageEvent ? String(event.data) : '?'}`);
      return answer;
    },
  };
}

/** A tapped one. `seen`: what the tap was given. */
function tapped() {
  const made = scene();
  const seen: unknown[] = [];
  // A cast of a test's fake: the tap uses no more of the class than the fake has.
  const release = tapChannel(made.channel as unknown as RTCDataChannel, (data) => {
    seen.push(data);
    made.log.push(`tap ${String(data)}`);
  });
  return { ...made, seen, release };
}

/** What a page may do with listeners and its handler; each has to go as on a channel that is not tapped. */
const plays: Record<string, (scene: Scene) => void> = {
  'a handler alone': ({ channel, note }) => {
    channel.onmessage = note('handler');
    channel.deliver('1');
    channel.deliver('2');
  },
  'a handler that is replaced, taken away and set again': ({ channel, note }) => {
    channel.onmessage = note('first');
    channel.deliver('1');
    channel.onmessage = note('second');
    channel.deliver('2');
    channel.onmessage = null;
    channel.deliver('3');
    channel.onmessage = note('third');
    channel.deliver('4');
  },
  'what is no function': ({ channel, note, log }) => {
    for (const value of [undefined, 7, 'text', {}, []]) {
      channel.onmessage = note('handler');
      channel.onmessage = value;
      log.push(`reads ${JSON.stringify(channel.onmessage)}`);
      channel.deliver('1');
    }
  },
  'a listener after the handler': ({ channel, note }) => {
    channel.onmessage = note('handler');
    channel.addEventListener('message', note('listener'));
    channel.deliver('1');
  },
  'a listener before the handler': ({ channel, note }) => {
    channel.addEventListener('message', note('listener'));
    channel.onmessage = note('handler');
    channel.deliver('1');
  },
  'a handler that keeps its place while it is replaced, and loses it when it is null': ({ channel, note }) => {
    channel.onmessage = note('first');
    channel.addEventListener('message', note('listener'));
    channel.onmessage = note('second');
    channel.deliver('1');
    channel.onmessage = null;
    channel.onmessage = note('third');
    channel.deliver('2');
  },
  'a listener that stops what comes after it': ({ channel, note }) => {
    channel.addEventListener('message', (event) => event.stopImmediatePropagation());
    channel.onmessage = note('handler');
    channel.deliver('1');
  },
  'a handler that stops what comes after it': ({ channel, note }) => {
    channel.onmessage = (event: Event) => event.stopImmediatePropagation();
    channel.addEventListener('message', note('listener'));
    channel.deliver('1');
  },
  'a handler that adds a listener, and takes itself away': ({ channel, note, log }) => {
    channel.onmessage = () => {
      log.push('handler');
      channel.addEventListener('message', note('listener'));
      channel.onmessage = null;
    };
    channel.deliver('1');
    channel.deliver('2');
  },
  'a handler that delivers another message': ({ channel, note }) => {
    channel.onmessage = (event: Event) => {
      note('handler')(event);
      if (event instanceof MessageEvent && event.data === '1') channel.deliver('2');
    };
    channel.deliver('1');
  },
  'listeners of other events, and one that is taken away': ({ channel, note }) => {
    const listener = note('listener');
    channel.onmessage = note('handler');
    channel.addEventListener('close', note('close'));
    channel.addEventListener('message', listener);
    channel.removeEventListener('message', listener);
    channel.deliver('1');
    channel.dispatchEvent(new Event('close'));
  },
  'a handler that answers false': ({ channel, note, log }) => {
    for (const answer of [false, undefined, 0]) {
      channel.onmessage = note('handler', answer);
      const event = new MessageEvent('message', { data: '1', cancelable: true });
      log.push(`goes on: ${channel.dispatchEvent(event)}`);
    }
  },
};

describe('the page’s handler of a tapped channel', () => {
  let made: ReturnType<typeof tapped>;
  beforeEach(() => {
    made = tapped();
  });

  for (const [name, play] of Object.entries(plays)) {
    it(`goes as on a channel that is not tapped: ${name}`, () => {
      const reference = scene();
      play(reference);
      play(made);
      expect(made.log.filter((line) => !line.startsWith('tap '))).toEqual(reference.log);
      // What the page does with a message comes after the tap has it.
      const messages = made.log.filter((line) => / \d$/.test(line)).map((line) => line.split(' '));
      for (const [who, data] of messages) {
        const first = messages.find(([, other]) => other === data);
        expect([who, first?.[0]]).toEqual([who, 'tap']);
      }
    });
  }

  it('is called with the channel as `this`, and reads as it was set', () => {
    const handler = vi.fn();
    expect(made.channel.onmessage).toBeNull();
    made.channel.onmessage = handler;
    expect(made.channel.onmessage).toBe(handler);
    made.channel.deliver('1');
    expect(handler.mock.contexts).toEqual([made.channel]);
    made.channel.addEventListener('message', () => undefined);
    expect(made.channel.onmessage).toBe(handler);
  });

  it('may throw: the platform reports it, and the tap has the message', async () => {
    const error = new Error('of the page');
    made.channel.onmessage = () => {
      throw error;
    };
    expect(await reportOf(made.channel)).toBe(error);
    made.channel.onmessage = null;
    made.channel.deliver('2');
    expect(made.seen).toEqual(['1', '2']);
  });

  it('needs one call of the platform for a message, until somebody else listens', () => {
    made.channel.onmessage = () => undefined;
    expect(made.channel.listening).toBe(1);
    made.channel.addEventListener('message', () => undefined);
    expect(made.channel.listening).toBe(3);
  });

  it('is the platform’s again once the tap lets go', () => {
    made.channel.onmessage = made.note('handler');
    made.release();
    expect(Object.hasOwn(made.channel, 'onmessage')).toBe(false);
    expect(Object.hasOwn(made.channel, 'addEventListener')).toBe(false);
    made.channel.deliver('1');
    expect(made.log).toEqual(['handler 1']);
  });

  it('works on where somebody has wrapped what the tap put there', () => {
    const descriptor = Object.getOwnPropertyDescriptor(made.channel, 'onmessage');
    Object.defineProperty(made.channel, 'onmessage', { ...descriptor, get: () => descriptor?.get?.call(made.channel) });
    const add = made.channel.addEventListener.bind(made.channel);
    made.channel.addEventListener = (...args: Parameters<typeof add>) => add(...args);
    made.release();
    made.channel.onmessage = made.note('handler');
    made.channel.addEventListener('message', made.note('listener'));
    made.channel.deliver('1');
    expect(made.log).toEqual(['handler 1', 'listener 1']);
  });
});

/** What the platform reports as uncaught when the channel delivers `1`. */
function reportOf(channel: FakeDataChannel): Promise<unknown> {
  return new Promise((resolve) => {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const other of others) process.on('uncaughtException', other);
      resolve(error);
    });
    channel.deliver('1');
  });
}
