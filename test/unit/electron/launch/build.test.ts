import { describe, expect, it } from 'vitest';
import { entryOf, firstImport } from '../../../../electron/launch/build.ts';

describe('the check of the session page', () => {
  it('finds the page’s entry', () => {
    const html = '<head><script type="module" crossorigin src="./assets/session-ab.js"></script></head>';
    expect(entryOf(html)).toBe('assets/session-ab.js');
    expect(entryOf('<head></head>')).toBeUndefined();
  });

  it('finds what is imported first, minified or not', () => {
    expect(firstImport('import"./install-tap-1.js";import{t as e}from"./livekit-2.js";')).toBe('./install-tap-1.js');
    expect(firstImport('import{t as e}from"./livekit-2.js";import"./install-tap-1.js";')).toBe('./livekit-2.js');
    expect(firstImport("// a comment\n/* another */\nimport * as x from './a.js';\n")).toBe('./a.js');
    expect(firstImport('const x = 1; import("./late.js")')).toBeUndefined();
  });
});
