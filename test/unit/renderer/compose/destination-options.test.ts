import { describe, expect, it } from 'vitest';
import { destinationOptions } from '../../../../renderer/compose/destination-options.ts';
import { makeParticipant } from '../support.ts';

const participants = [
  makeParticipant({ identity: 'ops-1', isLocal: true }),
  makeParticipant({ identity: 'ward-nurse' }),
  makeParticipant({ identity: 'nurse-ek', name: 'Eva Kranz' }),
  makeParticipant({ identity: 'patient', name: 'Nurse in training' }),
];
const identities = (typed: string, chosen: string[] = [], own = false): string[] =>
  destinationOptions(participants, chosen, typed, own).map((option) => option.identity);

describe('destinationOptions', () => {
  it('puts identities that begin with it first, and finds names', () => {
    expect(identities('NUR')).toEqual(['nurse-ek', 'patient', 'ward-nurse']);
    expect(identities('kranz')).toEqual(['nurse-ek']);
  });

  it('leaves out the chosen and, unless asked for, oneself', () => {
    expect(identities('', ['patient'])).toEqual(['nurse-ek', 'ward-nurse']);
    expect(identities('', [], true)).toContain('ops-1');
  });
});
