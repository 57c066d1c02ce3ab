import { expect, it } from 'vitest';
import { permissionWarnings } from '../../../../renderer/moderation/permission-warnings.ts';
import { makePermissions } from '../support.ts';

const keys = (from: Parameters<typeof makePermissions>[0], to: Parameters<typeof makePermissions>[0]): string[] =>
  permissionWarnings(makePermissions(from), makePermissions(to), false).map(({ key }) => key);

it('warns before data is taken: the client is not told', () => {
  const [warning] = permissionWarnings(makePermissions(), makePermissions({ canPublishData: false }), false);
  expect(warning?.title).toBe('Their client is not told');
  expect(warning?.text).toContain('sends succeed and vanish');
});

it('warns of each turn that has an effect that is not expected, and of none that is', () => {
  expect(keys({}, { hidden: true })).toEqual(['hidden']);
  expect(keys({ hidden: true }, {})).toEqual(['hidden']);
  expect(keys({}, { agent: true })).toEqual(['agent']);
  expect(keys({}, { canPublish: false, canSubscribe: false })).toEqual(['canPublish', 'canSubscribe']);
  expect(keys({}, { canUpdateMetadata: true, canSubscribeMetrics: true })).toEqual([]);
  expect(keys({ canPublishData: false }, {})).toEqual([]);
});

it('warns of sources that are taken, not of those that are given', () => {
  expect(keys({}, { canPublishSources: ['camera'] })).toEqual(['canPublishSources']);
  expect(keys({ canPublishSources: ['camera'] }, {})).toEqual([]);
  expect(keys({ canPublishSources: ['camera'] }, { canPublishSources: ['camera', 'microphone'] })).toEqual([]);
});
