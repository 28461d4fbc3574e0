import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMacVectors } from '../../test/read-vectors.js';
import { hmacSha256 } from './hmac-sha256.js';

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const macByNode = (key: Uint8Array, message: Uint8Array): string =>
  createHmac('sha256', key).update(message).digest('hex');

describe('hmacSha256', () => {
  it.each(readMacVectors())('gives the MAC of $name', ({ keyHex, messageHex, macHex }) => {
    const mac = hmacSha256(Buffer.from(keyHex, 'hex'), Buffer.from(messageHex, 'hex'));
    expect(mac).toHaveLength(32);
    expect(toHex(mac).slice(0, macHex.length)).toBe(macHex);
  });

  it('agrees with node:crypto for every length of key and of message from 0 to 300', () => {
    for (let length = 0; length <= 300; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 89 + length) & 0xff);
      const other = Uint8Array.from({ length: 300 - length }, (_, i) => (i * 31) & 0xff);
      expect(toHex(hmacSha256(bytes, other)), `key of ${length}`).toBe(macByNode(bytes, other));
    }
  });

  it('agrees with node:crypto for random keys and messages', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        expect(toHex(hmacSha256(key, message))).toBe(macByNode(key, message));
      }),
      { seed: 2104, numRuns: 500 },
    );
  });

  it('changes neither key nor message, and its result stands when it is called again', () => {
    const key = Uint8Array.of(1, 2, 3);
    const message = Uint8Array.of(4, 5, 6);
    const mac = hmacSha256(key, message);
    const kept = Uint8Array.from(mac);
    hmacSha256(message, key);
    expect(mac).toEqual(kept);
    expect([...key, ...message]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
