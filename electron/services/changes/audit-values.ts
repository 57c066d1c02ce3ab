import { createHash } from 'node:crypto';
import type { AuditExcerpt } from '../../contract/audit.ts';

/** Of one value, in UTF-16 units: the whole of what older servers allow as metadata. */
const longestValue = 64 * 1024;
/** Beyond it nothing of ours is so deep. */
const deepest = 8;

/**
 * A value as it may stand in the audit log: bounded, and without tokens or secrets. What is not written in full is an
 * AuditExcerpt in its place, so that nobody takes it for the value.
 * @param redact leaves out tokens and secrets
 */
export function auditValue(value: unknown, redact: (text: string) => string): unknown {
  const clean = cleaned(value, redact, 0);
  const text = JSON.stringify(clean) ?? 'null';
  // Many values, each of an allowed length.
  return typeof clean === 'object' && clean !== null && text.length > 2 * longestValue ? cut(text) : clean;
}

function cleaned(value: unknown, redact: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, redact);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth >= deepest) return null;
  if (Array.isArray(value)) return value.map((inner: unknown) => cleaned(inner, redact, depth + 1));
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [redact(key), cleaned(inner, redact, depth + 1)]));
}

function cleanText(text: string, redact: (text: string) => string): string | AuditExcerpt {
  const clean = redact(text);
  if (clean !== text) {
    return { excerpt: 'redacted', text: clean.slice(0, longestValue), bytes: Buffer.byteLength(text), sha256: '' };
  }
  return text.length > longestValue ? cut(text) : text;
}

function cut(text: string): AuditExcerpt {
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  // Not through the middle of a surrogate pair.
  const start = text.slice(0, longestValue).replace(/[\uD800-\uDBFF]$/, '');
  return { excerpt: 'cut', text: start, bytes: Buffer.byteLength(text), sha256 };
}
