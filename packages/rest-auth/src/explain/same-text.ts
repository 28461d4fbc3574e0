import { equalInConstantTime } from '../equal-in-constant-time.js';

const UTF8 = new TextEncoder();

/** Whether two texts have the same characters. For what may be secret: the time tells only of lengths. */
export const isSameText = (given: string, expected: string): boolean =>
  equalInConstantTime(UTF8.encode(given), UTF8.encode(expected));
