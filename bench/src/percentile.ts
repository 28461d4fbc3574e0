/** The value below which that share of the values lies; `share` from 0 to 1. NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN;
}

/** The middle of the values. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
