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
  agent: 'The flag “agent”',
  apiKey: 'The API key',
  as: 'The kind of observer',
  attributes: 'The list of attributes',
  bulkId: 'The change of many',
  bytes: 'The size of a file',
  canManageAgentSession: 'The permission to manage agent sessions',
  canPublish: 'The permission to publish',
  canPublishData: 'The permission to send data',
  canPublishSources: 'The list of publish sources',
  canSubscribe: 'The permission to subscribe',
  canSubscribeMetrics: 'The permission to receive metrics',
  canUpdateMetadata: 'The permission to change one’s own metadata',
  canUpdateOwnMetadata: 'The choice about one’s own metadata',
  captureId: 'The capture',
  change: 'The change',
  changeId: 'The change',
  colour: 'The colour',
  departureTimeoutS: 'The time until it closes after the last left',
  destinationIdentities: 'The list of recipients',
  emptyTimeoutS: 'The time until it closes when nobody came',
  expected: 'The set of permissions before',
  exportId: 'The export',
  filter: 'The filter',
  format: 'The format',
  from: 'Where the recording begins',
  fromMs: 'The beginning of the time',
  hidden: 'The flag “hidden”',
  id: 'The server',
  identity: 'The identity',
  kind: 'The kind',
  label: 'The label',
  limit: 'The number of entries',
  maxParticipants: 'The number of participants',
  mebibytes: 'The size',
  metadata: 'The metadata',
  minutes: 'The time that is kept',
  ms: 'The time of a file',
  muted: 'The choice to mute',
  name: 'The name',
  of: 'The choice of the file',
  offset: 'The first entry',
  on: 'The choice to keep a rolling buffer',
  order: 'The standing order',
  orderId: 'The standing order',
  path: 'The file',
  payload: 'The payload',
  payloads: 'The choice about payloads',
  permissions: 'The set of permissions',
  perSecond: 'The pace',
  profileId: 'The server',
  readOnly: 'The choice to change nothing',
  recorder: 'The flag “recorder”',
  recordingId: 'The recording',
  revokeTokens: 'The choice to revoke tokens',
  role: 'The way to join',
  room: 'The room name',
  rotation: 'The bounds of a file',
  rows: 'The list of rows',
  search: 'The text to search for',
  secret: 'The API secret',
  sessionId: 'The open room',
  sid: 'The connection',
  sinceMs: 'The time of the first row',
  sourceId: 'What is exported',
  subscribe: 'The choice to subscribe',
  suggestedName: 'The suggested name',
  takeOverIdentity: 'The choice to put somebody out',
  target: 'The participant',
  targets: 'The list of participants',
  text: 'The text',
  toMs: 'The end of the time',
  topic: 'The topic',
  trackSid: 'The track',
  trackSids: 'The list of tracks',
  trigger: 'The filter that starts it',
  untilMs: 'The time at which it ends',
  url: 'The server URL',
  value: 'The new value',
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
