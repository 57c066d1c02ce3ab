import { expect, it } from 'vitest';
import { allOfIt, isFiltered, requestFilter } from '../../../../renderer/audit/audit-filter.ts';

it('asks for all, or for what was chosen', () => {
  expect(requestFilter(allOfIt, 5_000)).toEqual({ search: '' });
  expect(requestFilter({ search: ' mute ', profileId: 'p1', room: ' r ', lastMs: 1_000 }, 5_000)).toEqual({
    search: 'mute',
    profileId: 'p1',
    room: 'r',
    fromMs: 4_000,
  });
  expect([isFiltered(allOfIt), isFiltered({ ...allOfIt, lastMs: 1 }), isFiltered({ ...allOfIt, search: ' ' })]).toEqual([false, true, false]);
});
