import { describe, expect, it } from 'vitest';
import { toCanonicalAddress } from './ip-address.js';

describe('toCanonicalAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::0001', '2001:db8::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['::ffff:0:0', '0.0.0.0'],
    ['64:ff9b::192.0.2.7', '64:ff9b::c000:207'],
  ])('writes %s as %s', (text, canonical) => {
    expect(toCanonicalAddress(text)).toBe(canonical);
  });

  it.each([
    '',
    '0',
    'localhost',
    '192.0.2.256',
    '192.0.2',
    '192.0.2.07',
    '0xc0.0.2.7',
    '10.0.0.0/8',
    '2001:db8::/32',
    'fe80::1%eth0',
    '[::1]',
    ' 192.0.2.7',
    '192.0.2.7\n',
    '１９２.0.2.7',
    '::1'.padStart(500, '0'),
  ])('takes %j for none', (text) => {
    expect(toCanonicalAddress(text)).toBeUndefined();
  });
});
