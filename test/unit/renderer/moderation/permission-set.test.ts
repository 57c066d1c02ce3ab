import { describe, expect, it } from 'vitest';
import { builtInPresets, ownPreset } from '../../../../renderer/moderation/permission-presets.ts';
import {
  changeWords,
  differences,
  differenceWords,
  hasPermissions,
  isSameSet,
  realChanges,
  turnSource,
  withChanges,
} from '../../../../renderer/moderation/permission-set.ts';
import { permissionWords } from '../../../../renderer/ui/permission-words.ts';
import { makePermissions } from '../support.ts';

describe('differences', () => {
  it('tells each flag that differs, in words', () => {
    const found = differences(
      makePermissions(),
      makePermissions({ canPublishData: false, canManageAgentSession: true, canPublishSources: ['camera', 'screen_share'] }),
    );
    expect(changeWords(found)).toBe(
      'Sources all sources → camera, screen share, Send data on → off, Manage agent sessions off → on',
    );
    expect(differenceWords(found)).toBe('Sources camera, screen share, Send data off, Manage agent sessions on');
  });

  it('knows no order of sources, and that none is all of them', () => {
    const all = ['microphone', 'camera', 'screen_share_audio', 'screen_share'];
    expect(isSameSet(makePermissions({ canPublishSources: ['camera', 'microphone'] }), makePermissions({ canPublishSources: ['microphone', 'camera'] }))).toBe(true);
    expect(isSameSet(makePermissions({ canPublishSources: all }), makePermissions())).toBe(true);
    expect(isSameSet(makePermissions({ canPublishSources: ['camera'] }), makePermissions())).toBe(false);
  });

  it('leaves out no flag of the set', () => {
    const flags = Object.keys(makePermissions()).filter((key) => key !== 'canPublishSources');
    expect(permissionWords.map(({ flag }) => flag).sort()).toEqual(flags.sort());
  });
});

describe('changes on top of a live set', () => {
  it('keeps all else as it is live', () => {
    expect(withChanges(makePermissions({ agent: true }), { canPublish: false })).toEqual(
      makePermissions({ agent: true, canPublish: false }),
    );
  });

  it('are only those that make a difference', () => {
    expect(realChanges(makePermissions(), { canPublish: true, canPublishData: false })).toEqual({ canPublishData: false });
  });

  it('have come about when those flags are there, whatever the others', () => {
    expect(hasPermissions(makePermissions({ canPublish: false, hidden: true }), { canPublish: false })).toBe(true);
    expect(hasPermissions(makePermissions(), { canPublish: false })).toBe(false);
    expect(hasPermissions(undefined, {})).toBe(false);
  });
});

describe('turnSource', () => {
  it('turns one of all off, and all on again to the empty list', () => {
    expect(turnSource([], 'camera', false)).toEqual(['microphone', 'screen_share', 'screen_share_audio']);
    expect(turnSource(['microphone', 'screen_share', 'screen_share_audio'], 'camera', true)).toEqual([]);
  });

  it('never makes an empty list of the last one: that would be all of them', () => {
    expect(turnSource(['camera'], 'camera', false)).toBeUndefined();
  });

  it('keeps sources of later versions', () => {
    expect(turnSource(['camera', 'source 9'], 'microphone', true)).toEqual(['camera', 'source 9', 'microphone']);
  });
});

it('presets change what somebody may, never what somebody is', () => {
  for (const { sets } of builtInPresets) {
    expect(Object.keys(sets)).not.toEqual(expect.arrayContaining(['hidden']));
    expect(sets.recorder ?? sets.agent ?? sets.hidden).toBeUndefined();
  }
  expect(Object.keys(ownPreset.shape.sets.shape)).not.toContain('hidden');
});
