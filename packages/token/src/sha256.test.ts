import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { RandomSource } from '../test/random-source.js';
import { hmacSha256, sha256 } from './sha256.js';

const random = new RandomSource(6234);

it.each([0, 1, 55, 56, 63, 64, 65, 128, 1024])('hashes %i bytes as Node.js does', (count) => {
  const bytes = random.bytes(count);
  expect(Buffer.from(sha256(bytes))).toEqual(createHash('sha256').update(bytes).digest());
});

it.each([0, 1, 32, 63, 64, 65, 200])('takes keys of %i bytes as Node.js does', (count) => {
  const key = random.bytes(count);
  const message = random.bytes(count * 3);
  const expected = createHmac('sha256', key).update(message).digest();
  expect(Buffer.from(hmacSha256(key, message))).toEqual(expected);
});
