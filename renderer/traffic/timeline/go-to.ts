import { formatCount, formatTimeMs } from '../../ui/format.ts';

export type Place = { readonly kind: 'row'; readonly row: number } | { readonly kind: 'time'; readonly time: number };
export type PlaceResult = { readonly ok: true; readonly place: Place } | { readonly ok: false; readonly message: string };

/** Ms. */
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const examples = 'Write a row (10,214), a time (14:02:09.5 or 2026-11-24 14:02), or how long ago (-5 min).';

/** What is typed into “Go to…”. Row numbers count from 1 as they are shown; times are local. `now`: epoch ms. */
export function parsePlace(typed: string, now: number, total: number): PlaceResult {
  const text = typed.trim();
  return rowOf(text, total) ?? agoOf(text, now) ?? timeOf(text, now) ?? { ok: false, message: examples };
}

/** A time with its day: `14:02:09.500 today`, `23:59:59.000 yesterday (2026-11-23)`, `14:02:00.000 on 2026-11-20`. */
export function momentWords(time: number, now: number): string {
  const day = dayOf(time);
  if (day === dayOf(now)) return `${formatTimeMs(time)} today`;
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  return `${formatTimeMs(time)} ${day === dayOf(before.getTime()) ? `yesterday (${day})` : `on ${day}`}`;
}

/** Of the local calendar. */
function dayOf(time: number): string {
  const at = new Date(time);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function rowOf(text: string, total: number): PlaceResult | undefined {
  const match = /^#?\s*(\d[\d,_]*)$/.exec(text);
  if (match === null) return undefined;
  const number = Number((match[1] ?? '').replace(/[,_]/g, ''));
  if (total === 0) return { ok: false, message: 'There are no rows yet.' };
  if (number < 1 || number > total) {
    return { ok: false, message: `Rows are numbered from 1 to ${formatCount(total)}.` };
  }
  return { ok: true, place: { kind: 'row', row: number - 1 } };
}

function agoOf(text: string, now: number): PlaceResult | undefined {
  const match = /^[-−]\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)$/i.exec(text);
  const unit = units[(match?.[2] ?? '').toLowerCase()];
  if (match === null || unit === undefined) return undefined;
  return { ok: true, place: { kind: 'time', time: now - Number(match[1]) * unit } };
}

function timeOf(text: string, now: number): PlaceResult | undefined {
  const match = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T])?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction] = match.map((part) => (part === undefined ? undefined : part));
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return { ok: false, message: `There is no time ${text}.` };
  const at = new Date(now);
  if (year !== undefined) {
    at.setFullYear(Number(year), Number(month) - 1, Number(day));
    if (at.getMonth() !== Number(month) - 1) return { ok: false, message: `There is no day ${text.slice(0, 10)}.` };
  }
  at.setHours(hours, minutes, seconds, 0);
  // Without a date it is the last time that the clock showed this; to the minute or second it means all of it.
  if (year === undefined && at.getTime() > now) at.setDate(at.getDate() - 1);
  const time = at.getTime() + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1_000);
  return { ok: true, place: { kind: 'time', time } };
}
