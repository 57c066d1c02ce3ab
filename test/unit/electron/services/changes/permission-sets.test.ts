import { expect, test } from 'vitest';
import {
  differingPermissions,
  mergedPermissions,
  permissionValue,
  unknownSources,
} from '../../../../../electron/services/changes/permission-sets.ts';
import { speaker as permissions } from './people.ts';

test('sets differ by their flags, and by their sources in any order', () => {
  const sources = { ...permissions, canPublishSources: ['camera', 'microphone'] };
  expect(differingPermissions(permissions, permissions)).toEqual([]);
  expect(differingPermissions(permissions, { ...permissions, hidden: true, canPublish: false })).toEqual([
    'canPublish',
    'hidden',
  ]);
  expect(differingPermissions(sources, { ...sources, canPublishSources: ['microphone', 'camera', 'camera'] })).toEqual(
    [],
  );
  expect(differingPermissions(sources, permissions)).toEqual(['canPublishSources']);
});

test('what is given is laid over what there is', () => {
  expect(mergedPermissions(permissions, {})).toEqual(permissions);
  expect(
    mergedPermissions(permissions, { hidden: true, canSubscribe: undefined, canPublishSources: ['camera'] }),
  ).toEqual({
    ...permissions,
    hidden: true,
    canPublishSources: ['camera'],
  });
});

test('sources of a newer server can be sent back, words that are none cannot', () => {
  expect(unknownSources({ canPublishSources: ['camera', 'source 17', 'unknown', 'horn', ''] })).toEqual(['horn', '']);
  expect(unknownSources({})).toEqual([]);
});

test('in a sentence', () => {
  expect(permissionValue(permissions, 'hidden')).toBe('off');
  expect(permissionValue(permissions, 'canPublish')).toBe('on');
  expect(permissionValue(permissions, 'canPublishSources')).toBe('all');
  expect(permissionValue({ ...permissions, canPublishSources: ['b', 'a'] }, 'canPublishSources')).toBe('a, b');
});
