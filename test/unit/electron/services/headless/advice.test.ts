import { expect, test } from 'vitest';
import { apiFailure } from '../../../../../electron/services/api-errors.ts';
import { withoutWindow } from '../../../../../electron/services/headless/advice.ts';
import { windowAdvice } from '../../../../../electron/services/window-advice.ts';

test.each(Object.values(windowAdvice))('“%s” is not said where there is no window', (advice) => {
  const said = withoutWindow(`Why. ${advice}`);
  expect(said).toMatch(/^Why\. .*(LIVEKIT_|--identity).*\.$/);
  expect(said).not.toContain(advice);
});

test('what the server refuses names the variables', () => {
  const error = Object.assign(new Error('invalid token: signature is invalid'), { status: 401, code: 'unauthenticated' });
  const failed = apiFailure(error, { effect: 'read', doing: 'listing rooms', host: 'h' });
  expect(failed.ok ? '' : withoutWindow(failed.message)).toContain('LIVEKIT_API_SECRET');
});

test('all else is said as it is', () => {
  expect(withoutWindow('Nothing listens at h.')).toBe('Nothing listens at h.');
});
