import { describe, expect, it } from 'vitest';
import { ComposeDrafts } from '../../../../renderer/compose/compose-drafts.svelte.ts';

describe('ComposeDrafts', () => {
  it('keeps text and hex apart', () => {
    const drafts = new ComposeDrafts();
    drafts.typed = '{"a":1}';
    drafts.format = 'hex';
    drafts.typed = '00 ff';
    drafts.format = 'text';
    expect([drafts.typed, drafts.hex]).toEqual(['{"a":1}', '00 ff']);
  });

  it('forget the verdict on the last send as soon as the message is another one', () => {
    const changes: readonly ((drafts: ComposeDrafts) => void)[] = [
      (drafts) => (drafts.typed += 'x'),
      (drafts) => (drafts.topic = 'chat'),
      (drafts) => (drafts.kind = 'lossy'),
      (drafts) => (drafts.way = 'api'),
      (drafts) => (drafts.format = 'hex'),
      (drafts) => drafts.addDestination('a'),
      (drafts) => (drafts.destinationTyped = 'a'),
    ];
    for (const change of changes) {
      const drafts = new ComposeDrafts();
      drafts.typed = '{}';
      drafts.result = { severity: 'bad', title: 'Not sent', text: 'Too large' };
      drafts.open = false;
      expect(drafts.result).toMatchObject({ title: 'Not sent' });
      change(drafts);
      expect(drafts.result, String(change)).toBeUndefined();
    }
  });

  it('adds a destination once', () => {
    const drafts = new ComposeDrafts();
    drafts.addDestination('a');
    drafts.addDestination('a');
    drafts.addDestination('');
    expect(drafts.destinations).toEqual(['a']);
    drafts.removeDestination('a');
    expect(drafts.destinations).toEqual([]);
  });
});
