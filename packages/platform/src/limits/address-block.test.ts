import { describe, expect, it } from 'vitest';
import { addressBlockOf } from './address-block.js';

describe('addressBlockOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['unix:/tmp/socket', 'unknown'],
    ['', 'unknown'],
    ['192.0.2.7, 10.0.0.1', 'unknown'],
    ['x'.repeat(100_000), 'unknown'],
  ])('%s is of %s', (address, block) => {
    expect(addressBlockOf(address)).toBe(block);
  });
});
