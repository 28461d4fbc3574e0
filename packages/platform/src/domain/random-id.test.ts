import { expect, it } from 'vitest';
import { randomHex32, randomInt31, randomProjectId, randomSafeInteger } from './random-id.js';

const allBytes = (byte: number): { readonly randomBytes: (size: number) => Uint8Array } => ({
  randomBytes: (size) => new Uint8Array(size).fill(byte),
});

it('makes App IDs, certificates and secrets of 128 bits', () => {
  expect(randomHex32(allBytes(0))).toBe('0'.repeat(32));
  expect(randomHex32(allBytes(0xab))).toBe('ab'.repeat(16));
});

it.each([0, 1, 0x7f, 0xff])('makes project IDs of ten letters and digits from %i', (byte) => {
  expect(randomProjectId(allBytes(byte))).toMatch(/^[0-9a-z]{10}$/);
});

it('makes numbers that JSON keeps, and never 0', () => {
  expect([0, 0xff].map((byte) => randomSafeInteger(allBytes(byte)))).toEqual([
    1,
    Number.MAX_SAFE_INTEGER,
  ]);
  expect([0, 0xff].map((byte) => randomInt31(allBytes(byte)))).toEqual([1, 2 ** 31 - 1]);
});
