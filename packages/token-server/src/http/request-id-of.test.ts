import { describe, expect, it } from 'vitest';
import { requestIdOf } from './request-id-of.js';

const idOf = (given: string | undefined): string =>
  requestIdOf({ header: (name) => (name === 'x-request-id' ? given : undefined) }, () => 'new-id');

describe('requestIdOf', () => {
  it.each(['12345678', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', 'a_B-9'.repeat(8)])(
    'takes the ID of a proxy: %s',
    (id) => {
      expect(idOf(id)).toBe(id);
    },
  );

  it.each([
    undefined,
    '',
    '1234567',
    'a'.repeat(65),
    '12345678\n',
    '12345678\r\nset-cookie: a=b',
    '<script>alert(1)</script>',
    'first-one, second-one',
    'line\u2028separator',
    '${jndi:ldap://a}',
    'ümlaut-ümlaut',
  ])('makes one where there is none that is safe everywhere: %j', (id) => {
    expect(idOf(id)).toBe('new-id');
  });
});
