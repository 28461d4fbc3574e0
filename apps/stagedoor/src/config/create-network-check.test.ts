import { describe, expect, it } from 'vitest';
import { createNetworkCheck } from './create-network-check.js';

describe('createNetworkCheck', () => {
  const isInside = createNetworkCheck(['10.0.0.0/8', 'fd00::/8', '192.0.2.1', 'nonsense']);

  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1', '192.0.2.1'])('finds %s', (address) => {
    expect(isInside(address)).toBe(true);
  });

  it.each(['11.0.0.1', '::1', '192.0.2.2', '', 'nonsense', '10.1.2.3, 8.8.8.8'])(
    'does not find %j',
    (address) => {
      expect(isInside(address)).toBe(false);
    },
  );
});
