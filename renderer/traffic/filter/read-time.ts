/** When "today" is, and what a local date and time is in epoch ms: the machine's, unless a test says otherwise. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Date parts in local time, month from 0, as the Date constructor takes them. */
  localTime(year: number, month: number, day: number, hour: number, minute: number, second: number): number;
  /** Year, month from 0 and day of an instant, in local time. */
  localDate(epochMs: number): readonly [year: number, month: number, day: number];
}

export const machineClock: Clock = {
  now: () => Date.now(),
  localTime: (year, month, day, hour, minute, second) => new Date(year, month, day, hour, minute, second).getTime(),
  localDate: (epochMs) => {
    const date = new Date(epochMs);
    return [date.getFullYear(), date.getMonth(), date.getDate()];
  },
};

/** An instant, and how long what was written lasts: `14:02` is a minute. Ms. */
export interface WrittenTime {
  readonly epochMs: number;
  readonly spanMs: number;
}

const date = /(?:(\d{4})-(\d{2})-(\d{2})(?:[T ]+(?=\d)|$))?/.source;
const timeOfDay = /(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?/.source;
const zoneOffset = /(Z|[+-]\d{2}:?\d{2})?/.source;
const pattern = new RegExp(`^${date}${timeOfDay}\\s*${zoneOffset}$`, 'i');

/**
 * `14:02:09.118` (today), `2026-11-24 14:02:09`, `2026-11-24`, ISO with `Z` or an offset, or epoch ms as a number of 12
 * digits or more. Undefined: none of these.
 */
export function readTime(text: string, clock: Clock): WrittenTime | undefined {
  if (/^\d{12,15}(\.\d+)?$/.test(text)) return { epochMs: Number(text), spanMs: 0 };
  const found = pattern.exec(text.trim());
  if (found === null || text.trim() === '') return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  if (hour === undefined && (zone !== undefined || year === undefined)) return undefined;
  if (zone !== undefined && year === undefined) return undefined;
  const today = clock.localDate(clock.now());
  const days = year === undefined ? today : ([Number(year), Number(month) - 1, Number(day)] as const);
  const time = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const;
  if (!isDate(days) || time[0] > 23 || time[1] > 59 || time[2] > 59) return undefined;
  const start = zone === undefined ? clock.localTime(...days, ...time) : Date.UTC(...days, ...time) - offsetMs(zone);
  const partMs = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1_000;
  return { epochMs: start + partMs, spanMs: spanOf(hour, second, fraction) };
}

function isDate([year, month, day]: readonly [number, number, number]): boolean {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day;
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

function spanOf(hour: string | undefined, second: string | undefined, fraction: string | undefined): number {
  if (hour === undefined) return 86_400_000;
  if (second === undefined) return 60_000;
  return fraction === undefined ? 1_000 : 1_000 / 10 ** fraction.length;
}

/** `2026-11-24 14:02:09.118`, local, with the µs where there are any, or always. */
export function writeTime(epochMs: number, alwaysMicros = false): string {
  const allMicros = Math.round(epochMs * 1_000);
  const date = new Date(Math.floor(allMicros / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const micros = allMicros - date.getTime() * 1_000;
  const three = (value: number): string => String(value).padStart(3, '0');
  const fraction = `${three(date.getMilliseconds())}${micros === 0 && !alwaysMicros ? '' : three(micros)}`;
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${fraction}`;
}
