import { expect, it } from 'vitest';
import { PermissionDraft, PermissionDrafts } from '../../../../renderer/moderation/permission-drafts.svelte.ts';
import { makePermissions } from '../support.ts';

it('holds what was turned, on top of what is live', () => {
  const draft = new PermissionDraft();
  draft.turn(makePermissions(), { canPublishData: false });
  const live = makePermissions({ canUpdateMetadata: true });
  expect(draft.wanted(live)).toEqual(makePermissions({ canUpdateMetadata: true, canPublishData: false }));
  expect(draft.seen).toEqual(makePermissions());
  expect(draft.meanwhile(live).map(({ key }) => key)).toEqual(['canUpdateMetadata']);
  draft.agree(live);
  expect(draft.meanwhile(live)).toEqual([]);
  expect(draft.changed(live).map(({ key }) => key)).toEqual(['canPublishData']);
});

it('is clean again when a switch is turned back, and when it has come about', () => {
  const draft = new PermissionDraft();
  draft.turn(makePermissions(), { canPublishData: false });
  draft.turn(makePermissions(), { canPublishData: true });
  expect(draft.isClean).toBe(true);
  expect(draft.seen).toBeUndefined();
  draft.turn(makePermissions(), { canPublish: false });
  draft.agree(makePermissions({ canPublish: false }));
  expect(draft.isClean).toBe(true);
});

it('keeps one draft for each session and identity, until the session is over', () => {
  const drafts = new PermissionDrafts();
  const draft = drafts.of('s1', 'alice');
  expect(drafts.of('s1', 'alice')).toBe(draft);
  expect(drafts.of('s2', 'alice')).not.toBe(draft);
  drafts.forget('s1');
  expect(drafts.of('s1', 'alice')).not.toBe(draft);
});
