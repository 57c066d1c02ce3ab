import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';

/**
 * Patterns are RE2's: matched in linear time, whatever the text, which a pattern of JavaScript is not.
 * Undefined: the pattern is right; else what is wrong with it.
 */
export function patternProblem(pattern: string): { readonly message: string; readonly hint: string } | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    // RangeError: nested deeper than the library's own recursion.
    if (!(error instanceof RE2JSException) && !(error instanceof RangeError)) throw error;
    return error instanceof RE2JSSyntaxException ? worded(error) : tooLarge;
  }
}

const tooLarge = { message: 'The pattern is too large.', hint: 'Use a shorter one.' };

function worded(error: RE2JSSyntaxException): { message: string; hint: string } {
  const at = error.getPattern() ?? '';
  const part = at.length > 40 ? `${at.slice(0, 40)}…` : at;
  if (/^\(\?<?[=!]/.test(at)) {
    return {
      message: `Patterns have no lookahead and no lookbehind, such as “${part}”.`,
      hint: 'They are RE2’s, so that none can take long. Combine two tests with “and” instead.',
    };
  }
  if (/^\\[1-9k]/.test(at)) {
    const message = `Patterns have no backreferences, such as “${part}”.`;
    return { message, hint: 'They are RE2’s, so that none can take long.' };
  }
  const description = error.getDescription();
  if (/too (large|deep)|nesting|stack/i.test(description)) return tooLarge;
  return {
    message: `The pattern is not right: ${description}${part === '' ? '' : ` in “${part}”`}.`,
    hint: 'To find these characters themselves, use contains.',
  };
}
