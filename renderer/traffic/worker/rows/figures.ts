/** 900000 → "900,000". */
export function figure(value: number): string {
  return value.toLocaleString('en-US');
}

/** Time between two packets: "0.4 s", "12 ms", "3 min". */
export function spanText(ms: number): string {
  const span = Math.abs(ms);
  if (span < 1) return 'less than 1 ms';
  if (span < 100) return `${Math.round(span)} ms`;
  if (span < 120_000) return `${(span / 1_000).toFixed(span < 10_000 ? 1 : 0)} s`;
  return `${Math.round(span / 60_000)} min`;
}

export function counted(count: number, one: string): string {
  return `${figure(count)} ${one}${count === 1 ? '' : 's'}`;
}
