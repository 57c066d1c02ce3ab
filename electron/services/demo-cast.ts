import type { SimulationPart } from '../contract/domain.ts';
import type { JoinTokenRequest } from './join-tokens.ts';

export const demoRoom = 'demo';

/** The room's metadata, with so many people waiting. */
export function demoRoomMetadata(queue: number): string {
  return JSON.stringify({ type: 'consultation', floor: 2, queue, host: 'maria@clinic' });
}

/** Who plays in the demo room, and as what (renderer/probe/simulator plays it). */
export interface DemoActor {
  readonly part: SimulationPart;
  readonly identity: string;
  readonly name: string;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export const demoCast: readonly DemoActor[] = [
  {
    part: 'host',
    identity: 'maria@clinic',
    name: 'Dr. Maria Holm',
    metadata: JSON.stringify({ role: 'clinician', station: 'B1' }),
    attributes: { hand: 'down', language: 'en' },
  },
  {
    part: 'guest',
    identity: 'patient-8812',
    name: 'Jonas Weber',
    metadata: JSON.stringify({ role: 'patient', waiting: true }),
    attributes: { hand: 'down', language: 'de' },
  },
  {
    part: 'sensor',
    identity: 'sensor-7',
    name: 'Pulse oximeter',
    metadata: JSON.stringify({ role: 'device', firmware: '2.4.1' }),
    attributes: { battery: '86' },
  },
  {
    part: 'rule-breaker',
    identity: 'guest-19',
    name: 'guest-19',
    metadata: '',
    attributes: {},
  },
];

/**
 * A day: who leaves and comes back does so with the first token, for as long as the demo runs. The key is good for
 * this run of a server on loopback only.
 */
const ttlS = 24 * 3_600;

export function tokenRequestOf(actor: DemoActor): JoinTokenRequest {
  const { identity, name, metadata, attributes } = actor;
  const role = { kind: 'participate', identity, name, metadata, attributes, canUpdateOwnMetadata: true } as const;
  return { room: demoRoom, role, identity, ttlS };
}
