import type { z } from './contract/zod.ts';

/**
 * A sentence about input that a schema refused, of what is wrong with its first wrong field. It names fields in
 * people's words and their bounds, never values: one of them may be a secret.
 */
export function describeBadInput(issues: readonly z.core.$ZodIssue[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'The request was not understood. Nothing was done.';
  return `${subject(issue.path)} ${fault(issue)}. Nothing was done; correct it and try again.`;
}

/**
 * What the views call the fields of requests.ts. Of a list or a record the last name in the path counts: the number
 * or the key after it is one of its entries.
 */
const fieldWords: Readonly<Record<string, string>> = {
  apiKey: 'The API key',
  as: 'The kind of observer',
  attributes: 'The list of attributes',
  bytes: 'The size of a file',
  canUpdateOwnMetadata: 'The choice about one’s own metadata',
  captureId: 'The capture',
  colour: 'The colour',
  departureTimeoutS: 'The time until it closes after the last left',
  destinationIdentities: 'The list of recipients',
  emptyTimeoutS: 'The time until it closes when nobody came',
  exportId: 'The export',
  filter: 'The filter',
  format: 'The format',
  from: 'Where the recording begins',
  id: 'The server',
  identity: 'The identity',
  kind: 'The kind',
  label: 'The label',
  maxParticipants: 'The number of participants',
  mebibytes: 'The size',
  metadata: 'The metadata',
  minutes: 'The time that is kept',
  ms: 'The time of a file',
  name: 'The name',
  on: 'The choice to keep a rolling buffer',
  path: 'The file',
  payload: 'The payload',
  payloads: 'The choice about payloads',
  profileId: 'The server',
  recordingId: 'The recording',
  role: 'The way to join',
  room: 'The room name',
  rotation: 'The bounds of a file',
  rows: 'The list of rows',
  secret: 'The API secret',
  sessionId: 'The open room',
  sinceMs: 'The time of the first row',
  sourceId: 'What is exported',
  suggestedName: 'The suggested name',
  takeOverIdentity: 'The choice to put somebody out',
  text: 'The text',
  topic: 'The topic',
  trigger: 'The filter that starts it',
  url: 'The server URL',
  wait: 'The choice to wait',
  withoutKeyring: 'The place for the API secret',
};
const entryWords: Readonly<Record<string, string>> = {
  attributes: 'An attribute',
  destinationIdentities: 'A recipient',
};

/** Whether people have a word for this field; a test holds it against requests.ts. */
export function hasFieldWords(name: string): boolean {
  return Object.hasOwn(fieldWords, name);
}

function subject(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The request';
  const last = path.length - 1;
  const list = last > 0 ? textAt(path, last - 1) : '';
  if (Object.hasOwn(entryWords, list)) return entryWords[list] ?? '';
  const field = textAt(path, last);
  return (Object.hasOwn(fieldWords, field) ? fieldWords[field] : undefined) ?? 'A part of the request';
}

function textAt(path: readonly PropertyKey[], index: number): string {
  return String(path[index]);
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
      return issue.message.endsWith('received undefined') ? 'is missing' : `is not ${kinds[issue.expected] ?? 'what was expected'}`;
    case 'invalid_value':
      return `is none of ${issue.values.map((value) => `“${String(value)}”`).join(', ')}`;
    case 'invalid_key': {
      const inner = issue.issues[0];
      return inner === undefined ? 'has a wrong name' : `has a name that ${fault(inner)}`;
    }
    default:
      return 'is not what was expected';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
};

function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}
