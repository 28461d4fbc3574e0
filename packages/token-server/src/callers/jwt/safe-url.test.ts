import { expect, it } from 'vitest';
import { findSafeUrl } from './safe-url.js';

it.each([
  'https://issuer.example',
  'https://issuer.example:8443/realms/a',
  'http://127.0.0.1:8080',
  'http://localhost/x',
  'http://[::1]:1/',
])('%s is safe', (text) => {
  expect(findSafeUrl(text, true)?.href).toContain(text);
});

it.each([
  '',
  'issuer.example',
  'http://issuer.example',
  'http://127.0.0.1.example',
  'http://localhost.example',
  'http://10.0.0.1',
  'http://0.0.0.0',
  'https://user@issuer.example',
  'https://:pass@issuer.example',
  'https://issuer.example/#x',
  ' https://issuer.example',
  'https://issuer.example\n',
  'file:///etc/passwd',
  'ftp://issuer.example',
  'data:,x',
])('%j is not', (text) => {
  expect(findSafeUrl(text, true)).toBeUndefined();
});

it('loopback is safe only for those who are there', () => {
  expect(findSafeUrl('http://127.0.0.1:8080', false)).toBeUndefined();
  expect(findSafeUrl('https://127.0.0.1:8080', false)).toBeDefined();
});
