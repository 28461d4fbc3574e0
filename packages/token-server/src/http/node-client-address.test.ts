import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddressBehind } from './node-client-address.js';

/** A request from this peer, with these values of `X-Forwarded-For`. */
function requestFrom(peer: string | undefined, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const incoming = new IncomingMessage(socket);
  if (forwarded !== undefined) incoming.headers['x-forwarded-for'] = forwarded;
  return incoming;
}

const PROXIES = ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'];
const addressOf = clientAddressBehind(PROXIES);

describe('the client behind proxies', () => {
  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    // Whoever is no proxy can write what it likes.
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.1.2.3', undefined, '10.1.2.3'],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['2001:db8::7', '2001:db9::1', '2001:db9::1'],
    // The client wrote the first, its proxy the last.
    ['10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '198.51.100.1, 192.0.2.1, 10.9.9.9', '198.51.100.1'],
    ['10.1.2.3', '10.4.4.4, 10.5.5.5', '10.4.4.4'],
    ['10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['10.1.2.3', '[2001:db9::1]:4711', '2001:db9::1'],
    ['10.1.2.3', ' 198.51.100.1 ', '198.51.100.1'],
    ['10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['10.1.2.3', '', '10.1.2.3'],
    ['10.1.2.3', 'a'.repeat(5000), '10.1.2.3'],
    [undefined, '198.51.100.1', undefined],
  ])('of %s that says %j is %s', (peer, forwarded, expected) => {
    expect(addressOf(requestFrom(peer, forwarded))).toBe(expected);
  });

  it.each([
    '',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0.0/',
    '::/129',
    '0.0.0.0/0',
    '::/0',
    '10.0.0',
  ])('cannot be known where a proxy is %j', (proxy) => {
    expect(() => clientAddressBehind([proxy])).toThrow(
      expect.objectContaining({ code: 'invalid_proxy' }),
    );
  });
});
