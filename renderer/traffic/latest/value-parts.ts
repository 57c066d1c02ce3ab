import { printable } from '../../payload/codecs/index.ts';

/** Keys and indices from a value's root. */
export type ValuePath = readonly (string | number)[];

/** A piece of a value as JSON on one line. */
export interface ValuePart {
  /** Printable. */
  readonly text: string;
  /** As the classes of base.css name them: field, string, number, word, operator. */
  readonly look: 'f' | 'st' | 'n' | 'w' | 'o';
  /** Of a number: where it stands. */
  readonly path: ValuePath | undefined;
  readonly isChanged: boolean;
}

/** A value on one line. */
export interface ValueLine {
  readonly parts: readonly ValuePart[];
  /** Something of it is not among the parts: the value is too long, too deep, or a text in it is. */
  readonly isCut: boolean;
  /** What changed by being there no more. */
  readonly gone: readonly ValuePath[];
}

/** UTF-16 units of one line; more does not fit on any screen. */
const lengthMaximum = 400;
const stringMaximum = 80;
/** Deeper values stand as an ellipsis. */
const depthMaximum = 12;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * A payload as compact JSON in pieces, cut after about 400 characters; undefined where it is no JSON object, array or
 * number. `changed`: paths whose values are marked with all that is in them.
 */
export function valueLine(payload: Uint8Array, changed: readonly ValuePath[] | undefined): ValueLine | undefined {
  const value = parse(payload);
  if (typeof value !== 'number' && (typeof value !== 'object' || value === null)) return undefined;
  const gone = changed?.filter((path) => !isThere(value, path)) ?? [];
  const writer = new PartWriter(new Set(changed?.map((path) => JSON.stringify(path))), gone);
  writer.write(value, [], false);
  return writer;
}

/** The numbers among the parts, which can be plotted. */
export function plottable(line: ValueLine | undefined): readonly ValuePath[] {
  return line?.parts.flatMap(({ path }) => (path === undefined ? [] : [path])) ?? [];
}

/** The number at a path of a JSON payload; undefined where none is there. */
export function numberAt(payload: Uint8Array, path: ValuePath): number | undefined {
  const found = valueAt(parse(payload), path);
  return typeof found?.value === 'number' ? found.value : undefined;
}

function isThere(value: unknown, path: ValuePath): boolean {
  return valueAt(value, path) !== undefined;
}

function valueAt(root: unknown, path: ValuePath): { readonly value: unknown } | undefined {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return { value };
}

/** `pose.x[0]`; the root is `value`. */
export function pathWords(path: ValuePath): string {
  const steps = path.map((step, index) => {
    if (typeof step === 'number') return `[${step}]`;
    const name = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(step) ? step : JSON.stringify(step);
    return index === 0 ? name : `.${name}`;
  });
  return steps.length === 0 ? 'value' : printable(steps.join(''), 200);
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload));
  } catch {
    return undefined;
  }
}

class PartWriter implements ValueLine {
  readonly parts: ValuePart[] = [];
  isCut = false;
  readonly gone: readonly ValuePath[];
  readonly #changed: ReadonlySet<string>;
  #length = 0;

  constructor(changed: ReadonlySet<string>, gone: readonly ValuePath[]) {
    this.#changed = changed;
    this.gone = gone;
  }

  write(value: unknown, path: ValuePath, isWithinChange: boolean): void {
    const isChanged = isWithinChange || (this.#changed.size > 0 && this.#changed.has(JSON.stringify(path)));
    if (Array.isArray(value)) {
      const entries = value.slice(0, lengthMaximum).entries();
      this.#writeMembers(['[', ']'], [...entries], path, isChanged);
    } else if (typeof value === 'object' && value !== null) {
      this.#writeMembers(['{', '}'], Object.entries(value), path, isChanged);
    } else if (typeof value === 'number') {
      this.#push(String(value), 'n', isChanged, path);
    } else if (typeof value === 'string') {
      this.#pushText(JSON.stringify(value), 'st', isChanged);
    } else {
      this.#push(String(value), 'w', isChanged);
    }
  }

  #writeMembers(
    [open, close]: readonly [string, string],
    members: readonly (readonly [string | number, unknown])[],
    path: ValuePath,
    isChanged: boolean,
  ): void {
    this.#push(open, 'o', isChanged);
    if (path.length >= depthMaximum && members.length > 0) {
      this.#cut(isChanged);
    } else {
      for (const [index, [key, value]] of members.entries()) {
        if (this.#length >= lengthMaximum) {
          this.#cut(false);
          return;
        }
        if (index > 0) this.#push(', ', 'o', false);
        if (typeof key === 'string') {
          this.#pushText(key, 'f', false);
          this.#push(': ', 'o', false);
        }
        this.write(value, [...path, key], isChanged);
      }
    }
    this.#push(close, 'o', isChanged);
  }

  #pushText(text: string, look: ValuePart['look'], isChanged: boolean): void {
    this.isCut ||= text.length > stringMaximum;
    this.#push(printable(text, stringMaximum), look, isChanged);
  }

  #cut(isChanged: boolean): void {
    this.isCut = true;
    this.parts.push({ text: '…', look: 'o', path: undefined, isChanged });
  }

  #push(text: string, look: ValuePart['look'], isChanged: boolean, path?: ValuePath): void {
    if (this.#length >= lengthMaximum) {
      this.isCut = true;
      return;
    }
    this.#length += text.length;
    this.parts.push({ text, look, path, isChanged });
  }
}
