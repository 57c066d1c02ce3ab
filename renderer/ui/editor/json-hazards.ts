import { parseJson } from '../../payload/codecs/index.ts';
import type { JsonDocument } from '../../payload/codecs/index.ts';

/**
 * What most readers of a JSON text do not read as it is written. The console keeps all of it as it stands; a client
 * that parses and writes it again does not.
 */
export interface JsonHazards {
  /** Keys that come twice in one object: readers take the last. */
  readonly duplicates: readonly string[];
  /** Numbers that a double cannot hold: JSON.parse makes 9007199254740993 end in 2. */
  readonly numbers: readonly string[];
}

/** Of each kind the first ones are named. */
const namedMaximum = 3;

/** Undefined where there are none, or the text is no JSON. `duplicates` are paths, `numbers` as they are written. */
export function jsonHazards(text: string): JsonHazards | undefined {
  const json = parseJson(text);
  if (!json.ok) return undefined;
  const { document } = json;
  const [duplicates, numbers] = [new Set<string>(), new Set<string>()];
  const waiting = [document.root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (duplicates.size >= namedMaximum && numbers.size >= namedMaximum) break;
    if (node.kind === 'number') {
      const raw = document.raw(node.id);
      if (numbers.size < namedMaximum && !isExact(raw)) numbers.add(raw);
    } else if (node.kind === 'object' || node.kind === 'array') {
      const children = document.children(node.id);
      if (node.kind === 'object') findTwice(document, children, duplicates);
      for (let index = children.length - 1; index >= 0; index -= 1) {
        const child = children[index];
        if (child !== undefined) waiting.push(child);
      }
    }
  }
  return duplicates.size + numbers.size === 0 ? undefined : { duplicates: [...duplicates], numbers: [...numbers] };
}

function findTwice(document: JsonDocument, children: ReturnType<JsonDocument['children']>, found: Set<string>): void {
  const keys = new Set<string>();
  for (const child of children) {
    const key = child.key ?? '';
    if (keys.has(key) && found.size < namedMaximum) found.add(document.path(child.id));
    keys.add(key);
  }
}

/** Whole numbers up to 2^53, and others of at most 17 digits that are not beyond what a double reaches. */
function isExact(raw: string): boolean {
  const value = Number(raw);
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(raw)) return Number.isSafeInteger(value);
  return raw.replace(/[eE].*$|\D/g, '').replace(/^0+/, '').length <= 17;
}

/** Both kinds as sentences; see JsonHazards. */
export function hazardWords({ duplicates, numbers }: JsonHazards): string {
  const parts: string[] = [];
  if (duplicates.length > 0) {
    parts.push(`${duplicates.join(', ')} ${duplicates.length === 1 ? 'comes' : 'come'} twice: readers take the last.`);
  }
  if (numbers.length > 0) {
    parts.push(`${numbers.join(', ')}: more than most readers hold exactly; they round it.`);
  }
  return `${parts.join(' ')} Kept here as it is written.`;
}
