import { describe, expect, it } from 'vitest';
import { suggestName } from './suggest-name.js';

const NAMES = ['port', 'host', 'trustedProxies', 'operationsPort'];

describe('suggestName', () => {
  it.each([
    ['prot', 'port'],
    ['trusted_proxis', 'trustedProxies'],
    ['TRUSTED-PROXIES', 'trustedProxies'],
    ['hosts', 'host'],
  ])('takes %s for %s', (text, name) => {
    expect(suggestName(text, NAMES)).toBe(name);
  });

  it.each(['', 'database', 'x'.repeat(1000)])('takes %j for nothing', (text) => {
    expect(suggestName(text, NAMES)).toBeUndefined();
  });
});
