import type { ParticipantInfo } from '../../electron/contract/domain.ts';
import { countOf, formatTime } from '../ui/format.ts';

/** `12 people, 2 hidden, 1 agent, 1 egress`: what the list has and the room does not tell. */
export function listedWords(people: readonly ParticipantInfo[]): string {
  const hidden = people.filter(({ permissions }) => permissions?.hidden === true).length;
  const of = (kind: ParticipantInfo['kind']): number => people.filter((one) => one.kind === kind).length;
  const parts = [
    countOf(people.length, 'participant'),
    hidden === 0 ? '' : `${hidden.toLocaleString('en-US')} hidden`,
    of('agent') === 0 ? '' : countOf(of('agent'), 'agent'),
    of('egress') === 0 ? '' : countOf(of('egress'), 'egress', 'egress'),
    of('ingress') === 0 ? '' : countOf(of('ingress'), 'ingress', 'ingress'),
    of('sip') === 0 ? '' : `${of('sip').toLocaleString('en-US')} SIP`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Of when it is, and why it is not newer. */
export function listedAtWords(listedAtMs: number | undefined, problem: string | undefined): string {
  if (listedAtMs === undefined) return problem ?? 'Asking the server who is in it…';
  const at = `As the server listed it at ${formatTime(listedAtMs)}`;
  return problem === undefined ? `${at}; read every 5 s.` : `${at}; not read since. ${problem}`;
}

/** What stands over a person who is known by the list alone. */
export const byListWords =
  'By the server’s list: this console is not in the room. What is changed here is looked for in that list, and what the people in the room saw of it is not known.';

/** By join, the newest last; who has joined at an unknown time stands at the end. */
export function inOrderOfJoining(people: readonly ParticipantInfo[]): readonly ParticipantInfo[] {
  const at = ({ joinedAtMs }: ParticipantInfo): number => (joinedAtMs === 0 ? Infinity : joinedAtMs);
  return [...people].sort((a, b) => (at(a) === at(b) ? (a.identity < b.identity ? -1 : 1) : at(a) - at(b)));
}
