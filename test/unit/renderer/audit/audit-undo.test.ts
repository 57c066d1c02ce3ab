import { describe, expect, it } from 'vitest';
import { auditUndoOf } from '../../../../renderer/audit/audit-undo.ts';
import { makePermissions } from '../support.ts';
import { makeEntry } from '../../../support/audit-entry.ts';

describe('auditUndoOf', () => {
  it('takes back what the log has the value of', () => {
    const change = (given: Parameters<typeof makeEntry>[0]) => {
      const undo = auditUndoOf(makeEntry(given));
      return undo.kind === 'none' ? undo.why : undo.change;
    };
    expect(change({})).toEqual({ kind: 'metadata', value: '{"role":"nurse"}' });
    expect(change({ action: 'participant.name', before: 'Eva' })).toEqual({ kind: 'name', value: 'Eva' });
    expect(change({ action: 'participant.attributes', before: { seat: '', ward: '3' } })).toEqual({
      kind: 'attributes',
      value: { seat: '', ward: '3' },
    });
    const [before, after] = [makePermissions(), makePermissions({ canPublish: false })];
    expect(change({ action: 'participant.permissions', before, after })).toEqual({ kind: 'permissions', value: before, expected: after });
    expect(change({ action: 'participant.silence', before: { permissions: before, tracks: [] }, after: null })).toEqual({
      kind: 'permissions',
      value: before,
    });
    expect(change({ action: 'participant.mute', before: { sid: 'TR_1', muted: false } })).toEqual({ kind: 'muteTrack', trackSid: 'TR_1', muted: false });
    expect(change({ action: 'participant.unmute', before: null, wanted: { sid: 'TR_1', muted: false } })).toEqual({ kind: 'muteTrack', trackSid: 'TR_1', muted: true });
    expect(change({ action: 'room.metadata', target: undefined, before: '' })).toEqual({ kind: 'roomMetadata', value: '' });
  });

  it('says why nothing takes it back', () => {
    const why = (given: Parameters<typeof makeEntry>[0]) => {
      const undo = auditUndoOf(makeEntry(given));
      return undo.kind === 'none' ? undo.why : undo;
    };
    expect(why({ before: '' })).toBe('There was none before, and the server ignores an empty metadata.');
    expect(why({ before: null })).toBe('What was there before is not known.');
    expect(why({ before: { excerpt: 'cut', text: 'a', bytes: 9, sha256: '' } })).toBe('The log does not have the whole value that was there before.');
    expect(why({ action: 'participant.attributes', before: { long: { excerpt: 'cut', text: 'a', bytes: 9, sha256: '' } } })).toBe('What was there before is not known.');
    expect(why({ phase: 'unknown' })).toMatch(/not known/);
    expect(why({ phase: 'refused' })).toMatch(/refused/);
    expect(why({ phase: 'asked' })).toMatch(/under way/);
    expect(why({ action: 'participant.remove' })).toMatch(/join again/);
    expect(why({ action: 'participant.subscribe' })).toMatch(/received/);
    expect(why({ action: 'room.delete' })).toMatch(/gone/);
    expect(why({ action: 'room.create' })).toMatch(/list of rooms/);
  });
});
