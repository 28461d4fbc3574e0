import { describe, expect, it } from 'vitest';
import { describeSpread, percent, times } from './describe-spread.js';

describe('describeSpread', () => {
  it('has the middle, the least and the most, whatever their order', () => {
    expect(describeSpread([0.3, 0.1, 0.2], percent)).toBe('20 % (10 % to 30 % in 3 rounds)');
    expect(describeSpread([2.5], times)).toBe('2.50x (2.50x to 2.50x in 1 rounds)');
  });
});
