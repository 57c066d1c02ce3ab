/**
 * Buckets for a histogram of whole numbers from 0 to 2³² - 1: exact below 32, then 16 to each power of two, so that
 * a bucket is at most 1/16 of its numbers wide and its middle at most 1/32 (3.2 %) off any of them.
 */
export const bucketCount = 464;

const subBuckets = 16;
const largest = 0xffff_ffff;

/** The bucket of a number; what is below 0 or above 2³² - 1 is taken as that, fractions are dropped. */
export function bucketOf(value: number): number {
  const whole = value >= largest ? largest : value > 0 ? Math.floor(value) : 0;
  if (whole < 2 * subBuckets) return whole;
  // 4 = log2 of subBuckets.
  const shift = 31 - Math.clz32(whole) - 4;
  return shift * subBuckets + (whole >>> shift);
}

/** The number in the middle of a bucket. */
export function bucketMiddle(bucket: number): number {
  if (bucket < 2 * subBuckets) return bucket;
  const shift = Math.floor(bucket / subBuckets) - 1;
  const low = ((bucket % subBuckets) + subBuckets) * 2 ** shift;
  return low + (2 ** shift - 1) / 2;
}

/**
 * The lower median of the numbers counted in counts[start … start + bucketCount), as the middle of its bucket; NaN
 * where nothing is counted. `total`: their sum.
 */
export function medianOf(counts: Uint32Array, start: number, total: number): number {
  if (total <= 0) return Number.NaN;
  const rank = Math.ceil(total / 2);
  let seen = 0;
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    seen += counts[start + bucket] ?? 0;
    if (seen >= rank) return bucketMiddle(bucket);
  }
  return Number.NaN;
}
