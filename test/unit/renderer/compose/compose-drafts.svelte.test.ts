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
