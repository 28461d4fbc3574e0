import { describe, expect, it } from 'vitest';
import { createHostCheck } from './create-host-check.js';

describe('createHostCheck', () => {
  const isServed = createHostCheck(['Api.example.com', 'localhost:8080', '[::1]', '192.0.2.1']);

  it.each([
    'api.example.com',
    'API.example.com:8443',
    'api.example.com.',
    'localhost:8080',
    '[::1]',
    '[::1]:8080',
    '192.0.2.1:80',
    undefined,
  ])('serves %s', (host) => {
    expect(isServed(host)).toBe(true);
  });

  it.each([
    '',
    'example.com',
    'api.example.com.evil.com',
    'xapi.example.com',
    'api.example.com@evil.com',
    'localhost',
    'localhost:8081',
    '[::2]',
    'api.example.com:8443:1',
  ])('does not serve %j', (host) => {
    expect(isServed(host)).toBe(false);
  });

  it('serves any where none is named', () => {
    expect(createHostCheck([])('evil.com')).toBe(true);
  });
});
