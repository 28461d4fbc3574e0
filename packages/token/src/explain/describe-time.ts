import { DAY_SECONDS } from '../limits.js';

const UNITS = [
  { name: 'd', seconds: DAY_SECONDS },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** A length of time for people, with the two largest units that it has: `2 h 5 min`. */
export function describeSeconds(spanSeconds: number): string {
  const parts: string[] = [];
  let left = spanSeconds;
  for (const { name, seconds } of UNITS) {
    const count = Math.floor(left / seconds);
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}`);
    left -= count * seconds;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** An instant for people and programs: `2023-11-14T22:13:20Z (1700000000)`. Whole Unix seconds from 0 on. */
export function describeTime(instant: number): string {
  // oxlint-disable-next-line no-restricted-globals -- because it only writes the instant that is given, and reads no clock
  const date = new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
  return `${date} (${instant})`;
}
