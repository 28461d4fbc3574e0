import { createSecretKey } from 'node:crypto';
import { assert, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBytes, sealBytes } from './aes-gcm.js';

const KEY = createSecretKey(new Uint8Array(32).fill(5));
const OTHER = createSecretKey(new Uint8Array(32).fill(6));
const NONCE = new Uint8Array(12).fill(1);

describe('AES-256-GCM', () => {
  it('computes what the specification of GCM has as its test case 14', () => {
    // McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B.
    const key = createSecretKey(new Uint8Array(32));
    const sealed = sealBytes(new Uint8Array(16), { key, nonce: new Uint8Array(12), place: '' });
    expect(sealed.subarray(12).toString('hex')).toBe(
      'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    );
  });

  it('gives back what was sealed, with the right key and place alone', () => {
    const bytes = uint8Array({ maxLength: 300 });
    assert(
      property(bytes, string(), string(), (plain, place, elsewhere) => {
        const sealed = sealBytes(plain, { key: KEY, nonce: NONCE, place });
        expect(openBytes(sealed, { key: KEY, place })).toEqual(Buffer.from(plain));
        expect(openBytes(sealed, { key: OTHER, place })).toBeUndefined();
        if (Buffer.from(place).equals(Buffer.from(elsewhere))) return;
        expect(openBytes(sealed, { key: KEY, place: elsewhere })).toBeUndefined();
      }),
    );
  });

  it('refuses every change of a bit and every cut', () => {
    const sealed = sealBytes(Buffer.from('plain'), { key: KEY, nonce: NONCE, place: 'a' });
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openBytes(changed, { key: KEY, place: 'a' })).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(openBytes(sealed.subarray(0, length), { key: KEY, place: 'a' })).toBeUndefined();
    }
  });
});
