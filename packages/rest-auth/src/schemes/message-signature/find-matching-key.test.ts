import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messageVector } from '../../../test/read-rfc9421.js';
import { makePair, withKey, withSecret } from '../../../test/signed-messages.js';
import { findMatchingKey, SIGNATURE_ALGORITHMS } from './find-matching-key.js';

const MESSAGE = 'a message';
const OCTETS = new TextEncoder().encode(MESSAGE);
const PAIR = makePair();
const OTHER = makePair();

describe('findMatchingKey', () => {
  const keys = { secrets: ['one', 'two'], ed25519PublicKeys: [PAIR.publicKey, OTHER.publicKey] };

  it.each([
    ['hmac-sha256', 'primary', withSecret('one')],
    ['hmac-sha256', 'secondary', withSecret('two')],
    ['ed25519', 'primary', withKey(PAIR)],
    ['ed25519', 'secondary', withKey(OTHER)],
  ])('finds the %s key that is %s', async (algorithm, name, sign) => {
    expect(await findMatchingKey(keys, OCTETS, sign(MESSAGE))).toEqual({ algorithm, name });
  });

  it('names the first of two that are the same', async () => {
    const same = { secrets: ['one', 'one'] };
    expect(await findMatchingKey(same, OCTETS, withSecret('one')(MESSAGE))).toMatchObject({
      name: 'primary',
    });
  });

  it('finds nothing for a key that is not live, and for no customer', async () => {
    for (const sign of [withSecret('three'), withSecret(''), withKey(makePair())]) {
      expect(await findMatchingKey(keys, OCTETS, sign(MESSAGE))).toBeUndefined();
      expect(await findMatchingKey(undefined, OCTETS, sign(MESSAGE))).toBeUndefined();
    }
    expect(
      await findMatchingKey({ secrets: [''] }, OCTETS, withSecret('')(MESSAGE)),
    ).toBeUndefined();
  });

  it('finds nothing by what stands in for a key that is not there', async () => {
    for (const { listTriedKeys } of SIGNATURE_ALGORITHMS) {
      for (const { octets } of listTriedKeys(undefined)) {
        const mac = createHmac('sha256', octets).update(OCTETS).digest();
        expect(await findMatchingKey(undefined, OCTETS, mac)).toBeUndefined();
        expect(await findMatchingKey({ secrets: ['one'] }, OCTETS, mac)).toBeUndefined();
      }
    }
  });

  it.each([0, 31, 33, 63, 65])('finds nothing for %d octets', async (length) => {
    expect(await findMatchingKey(keys, OCTETS, new Uint8Array(length))).toBeUndefined();
  });
});

describe('SIGNATURE_ALGORITHMS', () => {
  it.each(['B.2.5', 'B.2.6', 'M1', 'M2', 'M3'])('make and know the signature of %s', async (id) => {
    const vector = messageVector(id);
    const row = SIGNATURE_ALGORITHMS.find(({ name }) => name === vector.algorithm);
    if (row === undefined) throw new Error('no such algorithm');
    const key = Buffer.from(vector.key, 'base64');
    const signature = Buffer.from(vector.signature, 'base64');
    const [message, other] = [Buffer.from(vector.base), Buffer.from(`${vector.base}\n`)];
    expect(row.byteLength).toBe(signature.length);
    expect(await row.verify(key, message, signature)).toBe(true);
    expect(await row.verify(key, other, signature)).toBe(false);
  });

  it('have signatures of different lengths, and two keys to try, whoever asks', () => {
    const lengths = SIGNATURE_ALGORITHMS.map(({ byteLength }) => byteLength);
    expect(new Set(lengths).size).toBe(SIGNATURE_ALGORITHMS.length);
    for (const { listTriedKeys } of SIGNATURE_ALGORITHMS) {
      expect(listTriedKeys(undefined)).toHaveLength(2);
      expect(listTriedKeys({ secrets: ['a', 'b'] })).toHaveLength(2);
    }
  });
});
