import { expect, test } from 'vitest';
import { simulationParts } from '../../../../electron/contract/domain.ts';
import { demoCast, tokenRequestOf } from '../../../../electron/services/demo-cast.ts';

test('four participants, each part once, all of them with metadata that parses or none', () => {
  expect(demoCast.map((actor) => actor.part)).toEqual([...simulationParts]);
  expect(demoCast.map((actor) => actor.identity)).toEqual(['maria@clinic', 'patient-8812', 'sensor-7', 'guest-19']);
  for (const actor of demoCast) if (actor.metadata !== '') expect(() => JSON.parse(actor.metadata)).not.toThrow();
});

test('their tokens may send data and edit their own metadata, and are good for a day', () => {
  for (const actor of demoCast) {
    expect(tokenRequestOf(actor)).toMatchObject({
      room: 'demo',
      identity: actor.identity,
      ttlS: 86_400,
      role: { kind: 'participate', canUpdateOwnMetadata: true, metadata: actor.metadata },
    });
  }
});
