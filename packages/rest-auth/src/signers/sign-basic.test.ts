import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withHeaders } from '../../test/sample-tokens.js';
import { InvalidAuthOptionError } from '../errors.js';
import { basic } from '../schemes/basic.js';
import { verifyRequest } from '../verify-request.js';
import { signBasic } from './sign-basic.js';

describe('signBasic', () => {
  it('writes the examples of RFC 7617', () => {
    // Section 2, and in UTF-8 section 2.1.
    expect(signBasic({ customerId: 'Aladdin', customerSecret: 'open sesame' })).toEqual([
      ['Authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ]);
    expect(signBasic({ customerId: 'test', customerSecret: '123£' })).toEqual([
      ['Authorization', 'Basic dGVzdDoxMjPCow=='],
    ]);
  });

  it('refuses an ID with a colon, which would end there', () => {
    expect(() => signBasic({ customerId: 'a:b', customerSecret: 'c' })).toThrow(
      InvalidAuthOptionError,
    );
  });

  it('is read by the verifier, whatever ID and secret are', async () => {
    const texts = string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const customerIds = texts.filter((text) => !text.includes(':'));
    await assert(
      asyncProperty(customerIds, texts, async (customerId, customerSecret) => {
        const request = withHeaders(...signBasic({ customerId, customerSecret }));
        const principal = await verifyRequest(request, {
          schemes: [basic()],
          lookup: {
            findCustomer: (id) => (id === customerId ? { secrets: [customerSecret] } : undefined),
          },
          now: () => 0,
        });
        expect(principal).toMatchObject({ kind: 'customer', customerId });
      }),
    );
  });
});
