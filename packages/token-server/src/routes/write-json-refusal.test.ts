import { expect, it } from 'vitest';
import { writeJsonRefusal } from './write-json-refusal.js';

it('a refusal has code, message and the ID of the request', () => {
  const refusal = { status: 403, code: 'not_granted', message: 'no', requestId: 'request-1' };
  const { status, contentType, body } = writeJsonRefusal(refusal);
  expect({ status, contentType }).toEqual({ status: 403, contentType: 'application/json' });
  expect(JSON.parse(body)).toEqual({
    error: { code: 'not_granted', message: 'no' },
    requestId: 'request-1',
  });
});
