import { JsonDocument, type TreeDocument, type TreeNode } from './codecs/index.ts';

export type JsonSteps = readonly (string | number)[];
export type JsonScalar = string | number | boolean | null;

/** A filter that a value of a payload makes. */
export interface ValueFilterChoice {
  /** For its icon: `and` adds to the filter there is, `hide` hides, anything else shows only those. */
  readonly id?: string;
  /** "Show only", "Hide". */
  readonly label: string;
  /** What is tested, as the filter's language has it. */
  readonly test: string;
  readonly filter: string;
}

/** What a tree needs to offer filters for its values; whoever holds the payload knows the filter's language. */
export interface ValueFilter {
  /** For rows whose payload has that value there; undefined: any value. */
  choices(steps: JsonSteps, value: JsonScalar | undefined): readonly ValueFilterChoice[];
  apply(filter: string): void;
  /** Begins a colour rule for rows that pass a test; undefined: not offered. */
  readonly colour?: ((test: string) => void) | undefined;
}

/** As long and as deep as a filter may be (traffic/protocol/filter-tree.ts). */
const stepsMaximum = 100;
const stringMaximum = 10_000;

/** What a filter could ask of a value: JSON's only, as filters look into no other. Undefined: nothing. */
export function filterTarget(
  document: TreeDocument,
  node: TreeNode,
): { readonly steps: JsonSteps; readonly value: JsonScalar | undefined } | undefined {
  if (!(document instanceof JsonDocument) || node.id === document.root.id) return undefined;
  const steps = document.steps(node.id);
  if (steps.length > stepsMaximum) return undefined;
  switch (node.kind) {
    case 'string': {
      const value = document.value(node.id);
      return { steps, value: value.length > stringMaximum ? undefined : value };
    }
    case 'number':
      return { steps, value: Number(document.raw(node.id)) };
    case 'true':
    case 'false':
      return { steps, value: node.kind === 'true' };
    case 'null':
      return { steps, value: null };
    default:
      return { steps, value: undefined };
  }
}
