import { median } from './percentile.js';

/** The middle, the least and the most of what several rounds gave. */
export function describeSpread(values: readonly number[], show: (value: number) => string): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return `${show(median(values))} (${show(least)} to ${show(most)} in ${values.length} rounds)`;
}

/** A share of one as percent: `23 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** How many times as much: `2.44x`. */
export const times = (ratio: number): string => `${ratio.toFixed(2)}x`;
