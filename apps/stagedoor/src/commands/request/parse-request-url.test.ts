import { describe, expect, it } from 'vitest';
import { checkEncryption, parseRequestUrl } from './parse-request-url.js';

describe('parseRequestUrl', () => {
  it.each([
    ['https://a.b/c?d', 'a.b', 443, 'a.b', '/c?d'],
    ['HTTPS://a.b:443/', 'a.b', 443, 'a.b', '/'],
    ['http://A.b:8080', 'A.b', 8080, 'A.b:8080', '/'],
    ['http://a:80?b', 'a', 80, 'a', '/?b'],
    ['https://[::1]:80/a/../b//?', '::1', 80, '[::1]:80', '/a/../b//?'],
    ['https://a/%c3%A9?x=1&&y', 'a', 443, 'a', '/%c3%A9?x=1&&y'],
  ] as const)('takes %s apart as it is', (text, ...parts) => {
    const { host, port, authority, target } = parseRequestUrl(text);
    expect([host, port, authority, target]).toEqual(parts);
  });

  it.each([
    '',
    'a.b/c',
    '/c',
    'https://',
    'https:///a',
    'https://a b/',
    'https://a/b c',
    'https://a@b',
  ])('refuses %j', (text) => {
    expect(() => parseRequestUrl(text)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('checkEncryption', () => {
  it('lets plain http to loopback, or where that is said', () => {
    const check = (text: string, mayBePlain = false): void =>
      checkEncryption(parseRequestUrl(text), mayBePlain);
    for (const url of ['https://a', 'http://localhost', 'http://127.9.9.9:1', 'http://[::1]']) {
      expect(() => check(url)).not.toThrow();
    }
    expect(() => check('http://a', true)).not.toThrow();
    for (const url of ['http://a', 'http://localhost.example.com', 'http://10.0.0.1']) {
      expect(() => check(url)).toThrow(expect.objectContaining({ code: 'plain_http_refused' }));
    }
  });
});
