import { describe, expect, it } from 'vitest';
import { visibleRuns } from '../../../../renderer/payload/visible-runs.ts';

describe('visibleRuns', () => {
  it('leaves text as it is, line breaks and tabs too', () => {
    expect(visibleRuns('a\tb\nc')).toEqual([{ text: 'a\tb\nc', title: undefined }]);
    expect(visibleRuns('')).toEqual([]);
  });

  it('joins marks that follow each other', () => {
    expect(visibleRuns('a\u202eb\u000b\u000b\u0000\n\u000b')).toEqual([
      { text: 'a', title: undefined },
      { text: '⟨U+202E⟩', title: 'U+202E right-to-left override' },
      { text: 'b', title: undefined },
      { text: '⟨U+000B⟩⟨U+000B⟩⟨U+0000⟩', title: '2 × U+000B, U+0000 null' },
      { text: '\n', title: undefined },
      { text: '⟨U+000B⟩', title: 'U+000B' },
    ]);
  });

  it('makes one run of many, and names some of their kinds', () => {
    const [run, ...others] = visibleRuns('\u0001\u0002\u0003\u0004\u0005'.repeat(4_000));
    expect(others).toEqual([]);
    expect(run?.title).toBe('4000 × U+0001, 4000 × U+0002, 4000 × U+0003 and 2 more kinds');
  });
});
