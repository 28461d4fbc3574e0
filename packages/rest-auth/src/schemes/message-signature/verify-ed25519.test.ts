import { describe, expect, it } from 'vitest';
import { messageVector } from '../../../test/read-rfc9421.js';
import { makePair, withKey } from '../../../test/signed-messages.js';
import { verifyEd25519 } from './verify-ed25519.js';

const VECTOR = messageVector('B.2.6');
const KEY = Buffer.from(VECTOR.key, 'base64');
const MESSAGE = Buffer.from(VECTOR.base);
const SIGNATURE = Buffer.from(VECTOR.signature, 'base64');

const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe('verifyEd25519', () => {
  it('takes the signature of the RFC', async () => {
    expect(await verifyEd25519(KEY, MESSAGE, SIGNATURE)).toBe(true);
  });

  it('takes what Node signs', async () => {
    const pair = makePair();
    expect(await verifyEd25519(pair.publicKey, MESSAGE, withKey(pair)(VECTOR.base))).toBe(true);
  });

  it('refuses another key, message or signature', async () => {
    expect(await verifyEd25519(makePair().publicKey, MESSAGE, SIGNATURE)).toBe(false);
    expect(await verifyEd25519(KEY, flip(MESSAGE, 0), SIGNATURE)).toBe(false);
    for (let at = 0; at < SIGNATURE.length; at += 1) {
      expect(await verifyEd25519(KEY, MESSAGE, flip(SIGNATURE, at))).toBe(false);
    }
  });

  it('refuses the signature with a multiple of the group order added: RFC 8032, section 8.4', async () => {
    const order = (1n << 252n) + 27742317777372353535851937790883648493n;
    const half = SIGNATURE.subarray(32).toReversed();
    const scalar = BigInt(`0x${Buffer.from(half).toString('hex')}`) + order;
    const hex = scalar.toString(16).padStart(64, '0');
    const other = Buffer.concat([SIGNATURE.subarray(0, 32), Buffer.from(hex, 'hex').toReversed()]);
    expect(other).toHaveLength(64);
    expect(await verifyEd25519(KEY, MESSAGE, other)).toBe(false);
  });

  it('refuses what is no key and no signature', async () => {
    expect(await verifyEd25519(new Uint8Array(31), MESSAGE, SIGNATURE)).toBe(false);
    expect(await verifyEd25519(KEY, MESSAGE, new Uint8Array(63))).toBe(false);
    expect(await verifyEd25519(new Uint8Array(32).fill(255), MESSAGE, SIGNATURE)).toBe(false);
  });
});
