import { describe, expect, it } from 'vitest';
import type { CustomerKeys } from '../credential-lookup.js';
import { SignatureMismatchError, WrongSecretError } from '../errors.js';
import { refuseCustomer } from './customer-refusal.js';

const LIVE: CustomerKeys = { secrets: ['a'] };
const DISABLED: CustomerKeys = { secrets: ['a'], disabled: true };

describe('refuseCustomer', () => {
  it('says nothing of a live secret that matched', () => {
    expect(refuseCustomer(LIVE, true, () => new WrongSecretError())).toBeUndefined();
    const enabled = { ...LIVE, disabled: false };
    expect(refuseCustomer(enabled, true, () => new WrongSecretError())).toBeUndefined();
  });

  it.each([
    ['nobody', undefined, false, 'unknown_customer'],
    // Nothing can match for nobody, and if it did, it would count for nothing.
    ['nobody who matched', undefined, true, 'unknown_customer'],
    ['a wrong secret', LIVE, false, 'wrong_secret'],
    ['a wrong secret of a disabled customer', DISABLED, false, 'wrong_secret'],
    ['a disabled customer', DISABLED, true, 'credential_disabled'],
  ])('tells the operator which it is: %s', (_, keys, isMatched, code) => {
    const refusal = refuseCustomer(keys, isMatched, () => new WrongSecretError());
    expect(refusal?.code).toBe(code);
  });

  it.each([() => new WrongSecretError(), () => new SignatureMismatchError()])(
    'tells the sender the same in all cases',
    (mismatch) => {
      const { publicCode, answer } = mismatch();
      for (const refusal of [
        refuseCustomer(undefined, false, mismatch),
        refuseCustomer(LIVE, false, mismatch),
        refuseCustomer(DISABLED, true, mismatch),
      ]) {
        expect(refusal?.publicCode).toBe(publicCode);
        expect(refusal?.answer).toEqual(answer);
      }
    },
  );
});
