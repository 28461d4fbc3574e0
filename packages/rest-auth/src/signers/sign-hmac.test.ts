import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildOptions, NOW } from '../../test/hmac-request.js';
import type { UnsignedRequest } from '../unsigned-request.js';
import { verifyRequest } from '../verify-request.js';
import { signHmac } from './sign-hmac.js';

const REQUEST = { method: 'POST', authority: 'api.agora.io', target: '/a?b=1' };
const CREDENTIAL = { customerId: 'c', customerSecret: 's\u00e9cret' };

describe('signHmac', () => {
  it('writes date, digest and authorization as the samples do', () => {
    const body = Buffer.from('{}');
    const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
    const date = 'Sat, 21 Nov 2026 06:30:00 GMT';
    const text = `host: api.agora.io\ndate: ${date}\nPOST /a?b=1 HTTP/1.1\ndigest: ${digest}`;
    const mac = createHmac('sha256', 's\u00e9cret').update(text).digest('base64');
    expect(signHmac({ ...REQUEST, body }, CREDENTIAL, { now: NOW })).toEqual([
      ['Date', date],
      ['Digest', digest],
      [
        'Authorization',
        `hmac username="c", algorithm="hmac-sha256", headers="host date request-line digest", signature="${mac}"`,
      ],
    ]);
  });

  it('writes the digest of no body too', () => {
    expect(signHmac(REQUEST, CREDENTIAL, { now: NOW })[1]).toEqual([
      'Digest',
      'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    ]);
  });

  it('may write X-Date in place of Date', () => {
    const headers = signHmac(REQUEST, CREDENTIAL, { now: NOW, dateHeader: 'x-date' });
    expect(headers[0]).toEqual(['X-Date', 'Sat, 21 Nov 2026 06:30:00 GMT']);
    expect(headers[2]?.[1]).toMatch('headers="host x-date request-line digest"');
  });

  it('signs what is accepted, with either date', async () => {
    const anyRequest = fc.record({
      method: fc.stringMatching(/^[A-Z]{1,9}$/),
      target: fc.stringMatching(/^\/[!"$-~]{0,30}$/),
      authority: fc.stringMatching(/^[a-z0-9.]{1,9}(:\d{1,5})?$/),
      body: fc.uint8Array(),
    });
    const anyCredential = fc.record({
      customerId: fc.stringMatching(/^[ !#-[\]-~]{1,20}$/),
      customerSecret: fc.string({ unit: 'grapheme', minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        anyRequest,
        anyCredential,
        fc.constantFrom('date' as const, 'x-date' as const),
        async (request, credential, dateHeader) => {
          const headers = [
            ['Host', request.authority] as const,
            ...signHmac(request, credential, { now: NOW, dateHeader }),
          ];
          const lookup = { findCustomer: () => ({ secrets: [credential.customerSecret] }) };
          const principal = await verifyRequest(
            { ...request, headers },
            buildOptions('strict', { lookup }),
          );
          expect(principal).toMatchObject({ customerId: credential.customerId });
        },
      ),
    );
  });

  it.each<Partial<UnsignedRequest>>([
    { method: 'post' },
    { method: '' },
    { method: 'GET /x' },
    { method: 'xGET' },
    { target: '' },
    { target: 'https://api.agora.io/' },
    { target: '/a b' },
    { target: '/a#b' },
    { target: '/a\r\nX: y' },
    { target: '/\u00e9' },
    { authority: '' },
    { authority: 'a/b' },
    { authority: 'a\r\nX: y' },
    { authority: 'm\u00fcnchen.example' },
  ])('refuses what would be another request on the wire: %o', (part) => {
    expect(() => signHmac({ ...REQUEST, ...part }, CREDENTIAL, { now: NOW })).toThrow(
      expect.objectContaining({ code: 'invalid_auth_option' }),
    );
  });

  it.each([
    { customerId: '' },
    { customerId: 'a"b' },
    { customerId: 'a\\b' },
    { customerId: 'a\r\nb' },
    { customerId: '\u00e9' },
    { customerSecret: '' },
  ])('refuses a credential that the scheme cannot send: %o', (part) => {
    expect(() => signHmac(REQUEST, { ...CREDENTIAL, ...part }, { now: NOW })).toThrow(
      expect.objectContaining({ code: 'invalid_auth_option' }),
    );
  });
});

describe('a request ID', () => {
  it('is sent and signed, so that equal requests have two signatures', () => {
    const [one, other] = ['job-1', 'job-2'].map((requestId) =>
      signHmac(REQUEST, CREDENTIAL, { now: NOW, requestId }),
    );
    expect(one).toContainEqual(['X-Request-Id', 'job-1']);
    expect(one?.at(-1)?.[1]).toContain('headers="host date request-line digest x-request-id"');
    expect(one?.at(-1)).not.toEqual(other?.at(-1));
  });

  it.each(['', 'a b', 'a\nb', 'x'.repeat(129)])('is refused: %j', (requestId) => {
    expect(() => signHmac(REQUEST, CREDENTIAL, { now: NOW, requestId })).toThrow(
      expect.objectContaining({ code: 'invalid_auth_option' }),
    );
  });
});
