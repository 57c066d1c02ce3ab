import { expect, it } from 'vitest';
import { refused, unknown } from '../../../../electron/contract/result.ts';
import { noticeOf } from '../../../../renderer/ui/notice-of.ts';

it('calls an unknown end no failure', () => {
  expect(noticeOf('Not deleted', refused('x', 'No.'))).toEqual({ severity: 'bad', title: 'Not deleted', text: 'No.' });
  expect(noticeOf('Not deleted', unknown('timeout', 'Look again.'))).toEqual({
    severity: 'warn',
    title: 'Not known whether it happened',
    text: 'Look again.',
  });
});
