/** Words for numbers: pure, English, for views only. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `10233` → `10,233`. */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** A number as text with a true minus, as wide as a digit; a hyphen is lost beside it. Not for what is copied or parsed. */
export function withMinus(number: string): string {
  return number.startsWith('-') ? `\u2212${number.slice(1)}` : number;
}

/** `1` → `1 room`, `12` → `12 rooms`; the plural is given where an s does not make it. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Bytes in the binary units LiveKit's limits are set in: `87 B`, `1,213 B`, `15 KiB`, `3.1 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 10_000) return `${formatCount(bytes)} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1_024;
  let unit = 0;
  while (value >= 1_023.95 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded.toLocaleString('en-US')} ${units[unit] ?? ''}`;
}

/** Seconds in two units at most: `20 s`, `5 min`, `6 h 10 min`, `3 d 4 h`. Fractions are dropped. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  // A timeout of 90 s must not read as 1 min; nobody needs the seconds of an hour.
  if (minutes < 10 && whole % 60 !== 0) return `${minutes} min ${whole % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** How old something is, in one glance: seconds below a minute, then `22 min`, `6 h 10 min`. */
export function formatAge(fromMs: number, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - fromMs) / 1_000);
  return seconds < 60 ? formatDuration(seconds) : formatDuration(Math.floor(seconds / 60) * 60);
}

/** Local time of day with milliseconds: `14:02:06.014`. */
export function formatTimeMs(epochMs: number): string {
  const date = new Date(epochMs);
  return `${formatTime(epochMs)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Local time of day: `14:02:06`. */
export function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `ws://127.0.0.1:7880` → `127.0.0.1:7880`, for the narrow places. */
export function hostOf(serverUrl: string): string {
  return serverUrl.replace(/^wss?:\/\//, '');
}

/** Names as a sentence lists them: `a`, `a and b`, `a, b and 12 more`. */
export function listNames(names: readonly string[], atMost = 5): string {
  if (names.length === 0) return 'nobody';
  const shown = names.length > atMost ? names.slice(0, atMost) : names.slice(0, -1);
  const last = names.length > atMost ? `${formatCount(names.length - atMost)} more` : (names[names.length - 1] ?? '');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}
