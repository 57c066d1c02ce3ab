/** The page's `onmessage` of a channel, while the tap holds it. */
export interface PageHandler {
  /** Calls it, where there is one, as the browser would. What it throws is thrown: the browser reports it. */
  call(event: Event): void;
  /** Lets go: it is the browser's again, for good. */
  giveBack(): void;
}

type Handler = (this: unknown, event: Event) => unknown;

/**
 * Holds what the page sets as `channel.onmessage`, to be called by the tap's own listener. Each listener that a browser
 * has to call costs 1 µs of the 20 that livekit-client takes for a packet: so there is one, and not two.
 *
 * That lasts while nobody else listens. With the first `channel.addEventListener('message', …)` the handler is given back
 * to the browser, which puts it where it would have stood: behind the tap's listener, before the one that is added.
 * Whatever listeners can do to each other (order, capture, stopImmediatePropagation) is thus never imitated here.
 */
export function holdPageHandler(channel: RTCDataChannel): PageHandler {
  const native = accessorOf(channel, 'onmessage');
  const addListener: unknown = Reflect.get(channel, 'addEventListener');
  if (native === undefined || typeof addListener !== 'function') throw new TypeError('a data channel without events');
  const hadOwnAdd = Object.hasOwn(channel, 'addEventListener');

  let isHeld = true;
  let value: object | null = null;
  /** `value`, where it can be called. */
  let handler: Handler | undefined;

  // Both stay right when somebody has wrapped them and they cannot be taken away: then they pass on.
  const get = (): unknown => (isHeld ? value : Reflect.apply(native.get, channel, []));
  const set = (to: unknown): void => {
    if (!isHeld) {
      Reflect.apply(native.set, channel, [to]);
      return;
    }
    // As HTML has it: what is no object stands for none, and an object that is no function is kept and never called.
    value = isObject(to) ? to : null;
    handler = isHandler(to) ? to : undefined;
  };
  const add = function (this: unknown, ...args: unknown[]): void {
    // What is no string becomes one, and may be 'message' then.
    if (args[0] === 'message' || typeof args[0] !== 'string') giveBack();
    Reflect.apply(addListener, this, args);
  };
  const giveBack = (): void => {
    if (!isHeld) return;
    isHeld = false;
    handler = undefined;
    if (Object.getOwnPropertyDescriptor(channel, 'onmessage')?.set === set) Reflect.deleteProperty(channel, 'onmessage');
    if (Reflect.get(channel, 'addEventListener') === add) {
      if (hadOwnAdd) define(channel, 'addEventListener', addListener);
      else Reflect.deleteProperty(channel, 'addEventListener');
    }
    if (value !== null) Reflect.apply(native.set, channel, [value]);
  };

  Object.defineProperty(channel, 'onmessage', { get, set, configurable: true });
  define(channel, 'addEventListener', add);
  return {
    call(event) {
      // A handler says that it has dealt with an event by `false`.
      if (handler?.call(channel, event) === false) event.preventDefault();
    },
    giveBack,
  };
}

interface Accessor {
  readonly get: () => unknown;
  readonly set: (value: unknown) => void;
}

/** The browser's, or of whoever came before: found where a look-up of the property would find it. */
function accessorOf(owner: object, name: string): Accessor | undefined {
  for (let at: unknown = owner; isObject(at); at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found === undefined) continue;
    return found.get && found.set ? { get: found.get, set: found.set } : undefined;
  }
  return undefined;
}

function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
