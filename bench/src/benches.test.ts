import { describe, expect, it } from 'vitest';
import { BENCHES } from './benches.js';

describe.each(Object.entries(BENCHES))('the bench %s', (_, comparisons) => {
  it.each(comparisons.map((comparison) => [comparison.job, comparison] as const))(
    'can do both sides of: %s',
    (_job, { ours, theirs }) => {
      expect(ours(0)).toBeTruthy();
      expect(theirs(0)).toBeTruthy();
    },
  );
});
