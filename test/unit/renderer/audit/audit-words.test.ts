import { describe, expect, it } from 'vitest';
import { auditComparison, auditResultWords, auditSummary, auditTimeWords } from '../../../../renderer/audit/audit-words.ts';
import { makeEntry } from '../../../support/audit-entry.ts';

describe('auditComparison', () => {
  it('holds what became of it against what there was', () => {
    expect(auditComparison(makeEntry())).toEqual({ before: '{"role":"nurse"}', after: '{"role":"doctor"}', afterLabel: 'after', notes: [] });
  });

  it('has what was wanted where nothing was read after it', () => {
    for (const phase of ['asked', 'refused', 'unknown'] as const)
      expect(auditComparison(makeEntry({ phase, after: null }))).toMatchObject({ after: '{"role":"doctor"}', afterLabel: 'wanted' });
  });

  it('has nothing after a removal', () => {
    const removed = makeEntry({ action: 'participant.remove', before: { identity: 'nurse-ek' }, wanted: null, after: null });
    expect(auditComparison(removed)).toMatchObject({ before: '{\n  "identity": "nurse-ek"\n}', after: undefined, afterLabel: 'after' });
    expect(auditSummary(removed)).toBe('{ "identity": "nurse-ek" } → –');
  });

  it('says of what is not whole that it is not', () => {
    const cut = { excerpt: 'cut', text: 'long', bytes: 500_000, sha256: 'ab12' };
    const entry = makeEntry({ before: cut, after: { ...cut, excerpt: 'redacted', sha256: '' } });
    expect(auditComparison(entry).before).toBe('long');
    expect(auditComparison(entry).notes).toEqual([
      'Of the value before the log has the beginning: 488 KiB in all, SHA-256 ab12.',
      'The value after held a token or a secret, which the log leaves out.',
    ]);
  });
});

it('tells what is in doubt from what is done', () => {
  expect(auditResultWords(makeEntry())).toEqual({ word: 'done', tone: 'ok' });
  expect(auditResultWords(makeEntry({ message: 'The server ignores an empty name.' }))).toEqual({ word: 'done, in doubt', tone: 'warn' });
  expect(auditResultWords(makeEntry({ phase: 'unknown', message: 'No answer.' })).word).toBe('unknown');
});

it('sums up in one line, or says why not', () => {
  expect(auditSummary(makeEntry({ before: '', after: 'a\n b' }))).toBe('(empty) → a b');
  expect(auditSummary(makeEntry({ before: null, after: 'x'.repeat(100) }))).toBe(`– → ${'x'.repeat(80)}…`);
  expect(auditSummary(makeEntry({ phase: 'refused', message: 'Not in the room.' }))).toBe('Not in the room.');
});

it('names the day where it is another one', () => {
  const at = new Date(2026, 3, 3, 14, 2, 6);
  expect(auditTimeWords(at.toISOString(), at.getTime() + 1_000)).toBe('14:02:06');
  expect(auditTimeWords(at.toISOString(), at.getTime() + 86_400_000)).toBe('2026-04-03 14:02:06');
  expect(auditTimeWords('once', 0)).toBe('once');
});
