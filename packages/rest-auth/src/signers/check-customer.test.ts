import { expect, it } from 'vitest';
import { signRequest } from '../index.js';
import type { CustomerCredential } from '../unsigned-request.js';

const REQUEST = { method: 'GET', authority: 'api.example.com', target: '/' };

it.each([
  ['an empty secret', '{"customerId":"a","customerSecret":""}'],
  ['an empty ID', '{"customerId":"","customerSecret":"b"}'],
  ['another name', '{"customerId":"a","secret":"b"}'],
  ['a number', '{"customerId":1,"customerSecret":"b"}'],
])('refuses %s, whatever the scheme', async (_, text) => {
  const credential = JSON.parse(text) as CustomerCredential;
  for (const scheme of ['basic', 'hmac'] as const) {
    await expect(signRequest(REQUEST, { scheme, credential, now: 1 })).rejects.toMatchObject({
      code: 'invalid_auth_option',
      message:
        'the credential must be { customerId, customerSecret }, two texts that are not empty',
    });
  }
});
