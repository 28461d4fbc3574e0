import { expect, it } from 'vitest';
import { checkHeader } from './check-header.js';

it.each([{}, { typ: 'JWT' }, { typ: 'AT+JWT' }, { typ: 'application/jwt', kid: 'a' }])(
  'takes %j',
  (header) => {
    expect(() => checkHeader(header)).not.toThrow();
  },
);

it.each([
  [{ typ: 'logout+jwt' }, 'typ'],
  [{ typ: '' }, 'typ'],
  [{ typ: ['JWT'] }, 'typ'],
  [{ typ: null }, 'typ'],
  [{ crit: [] }, 'crit'],
  [{ b64: true }, 'b64'],
  [{ kid: 1 }, 'kid'],
  [{ kid: null }, 'kid'],
])('refuses %j', (header, name) => {
  expect(() => checkHeader(header)).toThrow(
    expect.objectContaining({
      code: 'jwt_refused',
      detail: expect.stringContaining(name) as string,
    }),
  );
});
