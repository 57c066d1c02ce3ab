import type { z } from './contract/zod.ts';

/**
 * A sentence about input that a schema refused, of what is wrong with its first wrong field. It names fields and
 * bounds, never values: one of them may be a secret.
 */
export function describeBadInput(issues: readonly z.core.$ZodIssue[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'The request was not understood. Nothing was done.';
  return `${subject(issue.path)} ${fault(issue)}. Nothing was done; correct it and try again.`;
}

function subject(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The request';
  const last = path.at(-1);
  const named = typeof last === 'string' ? last : path.map(String).join('.');
  return `“${words(named)}”`;
}

/** destinationIdentities → destination identities */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function fault(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `is too small: the least is ${count(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `is too long: the most is ${count(issue.maximum)} characters`
        : `is too large: the most is ${count(issue.maximum)}`;
    case 'invalid_type':
      // The issue does not carry its input; only zod's own sentence tells that there was none.
      return issue.message.endsWith('received undefined') ? 'is missing' : `should be of type ${issue.expected}`;
    case 'invalid_value':
      return `is none of ${issue.values.map((value) => `“${String(value)}”`).join(', ')}`;
    default:
      return 'is not what was expected';
  }
}

function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}
