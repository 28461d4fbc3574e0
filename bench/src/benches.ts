import type { Comparison } from './compare.js';
import { tokenComparisons } from './token.js';

/** Every bench by the name that `npm run bench -- NAME` takes. */
export const BENCHES: Readonly<Record<string, readonly Comparison[]>> = {
  token: tokenComparisons,
};
