import { describe, expect, it } from 'vitest';
import { parseNetwork } from './parse-network.js';

describe('parseNetwork', () => {
  it.each([
    ['10.0.0.0/8', { address: '10.0.0.0', prefixBits: 8, family: 'ipv4' }],
    ['192.0.2.1', { address: '192.0.2.1', prefixBits: 32, family: 'ipv4' }],
    ['fd00::/8', { address: 'fd00::', prefixBits: 8, family: 'ipv6' }],
    ['::1', { address: '::1', prefixBits: 128, family: 'ipv6' }],
  ])('reads %s', (text, network) => {
    expect(parseNetwork(text)).toEqual(network);
  });

  it.each([
    '',
    '/8',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0/8',
    'loopback',
    'fe80::1%eth0',
    '10.0.0.0/1e1',
  ])('reads nothing from %j', (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });
});
