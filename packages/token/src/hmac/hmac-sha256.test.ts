import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomSource } from '../../test/random-source.js';
import { readMacVectors, readWycheproofVectors } from '../../test/read-vectors.js';
import { equalInConstantTime } from './equal-in-constant-time.js';
import { createKey, hmacOfBytes, hmacOfDigest } from './hmac-sha256.js';
import { writeDigest } from './sha256.js';

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const macByNode = (key: Uint8Array, message: Uint8Array): string =>
  createHmac('sha256', key).update(message).digest('hex');

const bytesOf = (mac: Int32Array): Uint8Array => {
  const bytes = new Uint8Array(32);
  writeDigest(mac, bytes, 0);
  return bytes;
};
const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array => {
  const mac = createKey();
  hmacOfBytes(createKey(key), message, 0, mac);
  return bytesOf(mac);
};

describe('hmacOfBytes', () => {
  it.each(readMacVectors())('gives the MAC of $name', ({ keyHex, messageHex, macHex }) => {
    const mac = hmac(Buffer.from(keyHex, 'hex'), Buffer.from(messageHex, 'hex'));
    expect(mac).toHaveLength(32);
    expect(toHex(mac).slice(0, macHex.length)).toBe(macHex);
  });

  it('agrees with node:crypto for every length of key and of message from 0 to 300', () => {
    for (let length = 0; length <= 300; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 89 + length) & 0xff);
      const other = Uint8Array.from({ length: 300 - length }, (_, i) => (i * 31) & 0xff);
      expect(toHex(hmac(bytes, other)), `key of ${length}`).toBe(macByNode(bytes, other));
    }
  });

  it('agrees with node:crypto for random keys and messages, from any place on', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, bytes, fc.nat(300), (key, message, place) => {
        const start = Math.min(place, message.length);
        const mac = createKey();
        hmacOfBytes(createKey(key), message, start, mac);
        expect(toHex(bytesOf(mac))).toBe(macByNode(key, message.subarray(start)));
      }),
      { seed: 2104, numRuns: 500 },
    );
  });

  it('changes neither key nor message', () => {
    const key = createKey(Uint8Array.of(1, 2, 3));
    const message = Uint8Array.of(4, 5, 6);
    hmacOfBytes(key, message, 0, createKey());
    expect(key).toEqual(createKey(Uint8Array.of(1, 2, 3)));
    expect([...message]).toEqual([4, 5, 6]);
  });
});

describe('hmacOfBytes, for the vectors of Wycheproof,', () => {
  const vectors = readWycheproofVectors();
  const bytesFrom = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
  const valid = vectors.filter((vector) => vector.valid);
  const invalid = vectors.filter((vector) => !vector.valid);

  it('has all of them, whole and cut, right and wrong', () => {
    expect(vectors).toHaveLength(174);
    expect(valid).toHaveLength(66);
    expect(new Set(vectors.map(({ macHex }) => macHex.length))).toEqual(new Set([32, 64]));
  });

  it.each(valid)('gives the MAC of $name', ({ keyHex, messageHex, macHex }) => {
    const mac = hmac(bytesFrom(keyHex), bytesFrom(messageHex));
    expect(toHex(mac.subarray(0, macHex.length / 2))).toBe(macHex);
  });

  it.each(invalid)('gives another MAC than $name', ({ keyHex, messageHex, macHex }) => {
    const mac = hmac(bytesFrom(keyHex), bytesFrom(messageHex));
    expect(toHex(mac.subarray(0, macHex.length / 2))).not.toBe(macHex);
  });

  it('is compared as a verifier compares: a MAC that is whole and right, and no other', () => {
    for (const { name, keyHex, messageHex, macHex, valid: isRight } of vectors) {
      const mac = createKey();
      hmacOfBytes(createKey(bytesFrom(keyHex)), bytesFrom(messageHex), 0, mac);
      const isWhole = macHex.length === 64;
      expect(equalInConstantTime(bytesFrom(macHex), 0, mac), `for ${name}`).toBe(
        isRight && isWhole,
      );
    }
  });
});

describe('hmacOfDigest', () => {
  it('takes a MAC for a message, and a MAC for a key, also in place', () => {
    const random = new RandomSource(198);
    for (let run = 0; run < 100; run += 1) {
      const [first, second] = [random.bytes(32), random.bytes(32)];
      const key = createKey(first);
      hmacOfDigest(key, createKey(second), key);
      const wanted = macByNode(first, second);
      expect(toHex(bytesOf(key))).toBe(wanted);
      hmacOfDigest(key, key, key);
      const wantedBytes = Buffer.from(wanted, 'hex');
      expect(toHex(bytesOf(key))).toBe(macByNode(wantedBytes, wantedBytes));
    }
  });
});
