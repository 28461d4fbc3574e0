import { describe, expect, it } from 'vitest';
import type { RestAuthError } from '../errors.js';
import { HeaderIndex } from '../headers/header-index.js';
import type { HeaderPairs, RequestHead } from '../request.js';
import { announcedLength, announcesBody, checkMessage } from './check-message.js';

const HOST = ['Host', 'a'] as const;

function codeOf(head: Partial<RequestHead>, singles: readonly string[] = [], limit = 1000): string {
  const whole = { method: 'GET', target: '/', headers: [HOST], ...head };
  try {
    checkMessage(whole, new HeaderIndex(whole.headers), singles, limit);
    return 'fine';
  } catch (error) {
    return (error as RestAuthError).code;
  }
}

const withFields = (...fields: HeaderPairs): string => codeOf({ headers: [HOST, ...fields] });

describe('checkMessage', () => {
  it('lets a plain request pass', () => {
    expect(codeOf({})).toBe('fine');
    expect(codeOf({ method: 'M-SEARCH', target: '/a?b=%20&c=\u00ff' })).toBe('fine');
    expect(withFields(['x-a', '\u00ff\t "'], ['X-A', ''])).toBe('fine');
  });

  it.each(['get', 'Get', '', 'GET ', 'G T', '-GET', 'GET-', 'GET\n'])(
    'refuses method %o',
    (method) => {
      expect(codeOf({ method })).toBe('target_form');
    },
  );

  it.each(['', 'a', '*', 'http://a/', '/ ', '/#', '/\t', '/\n', '/\0', '/\x7f', '/\u0100'])(
    'refuses target %o',
    (target) => {
      expect(codeOf({ target })).toBe('target_form');
    },
  );

  it.each(['', 'a b', 'a:', 'a\u00e9', 'a\n', '(a)', 'a"'])('refuses name %o', (name) => {
    expect(withFields([name, ''])).toBe('message_malformed');
  });

  it.each(['\0', 'a\r', 'a\nb', '\r\n b', '\u0100', '\ud83c\udfad'])(
    'refuses value %o',
    (value) => {
      expect(withFields(['x', value])).toBe('message_malformed');
    },
  );

  it('wants the named fields once', () => {
    const headers = [HOST, ['X-One', 'a'], ['x-one', 'a']] as const;
    expect(codeOf({ headers }, ['host', 'x-one'])).toBe('duplicate_header');
    expect(codeOf({ headers }, ['host'])).toBe('fine');
    expect(codeOf({ headers: [HOST, HOST] }, ['host'])).toBe('duplicate_header');
  });

  it('wants a Host from HTTP/1.1 on', () => {
    for (const headers of [[], [['Host', '']], [['Host', ' ']]] as const) {
      expect(codeOf({ headers })).toBe('host_missing');
      expect(codeOf({ headers, httpVersion: '2' })).toBe('host_missing');
      expect(codeOf({ headers, httpVersion: '1.0' })).toBe('fine');
    }
  });

  it('wants one way to say where the body ends', () => {
    const chunked = ['Transfer-Encoding', 'chunked'] as const;
    const length = ['Content-Length', '1'] as const;
    expect(withFields(chunked)).toBe('fine');
    expect(withFields(length)).toBe('fine');
    for (const fields of [
      [chunked, length],
      [length, chunked],
      [length, length],
    ]) {
      expect(withFields(...fields)).toBe('message_malformed');
    }
    for (const value of ['', '+1', '-1', '1, 1', '1.0', '0x1', 'a', '9'.repeat(16)]) {
      expect(withFields(['Content-Length', value])).toBe('message_malformed');
    }
  });

  it('counts the octets of the whole head, its line ends too', () => {
    // GET / HTTP/1.1, Host: a
    const byteLength = 16 + 9;
    expect(codeOf({}, [], byteLength)).toBe('fine');
    expect(codeOf({}, [], byteLength - 1)).toBe('head_too_large');
    expect(codeOf({ target: '/a' }, [], byteLength)).toBe('head_too_large');
    expect(codeOf({ headers: [HOST, ['', '']] }, [], byteLength + 3)).toBe('head_too_large');
  });
});

describe('announcesBody and announcedLength', () => {
  it.each<[HeaderPairs, boolean, number]>([
    [[], false, 0],
    [[['Content-Length', '0']], false, 0],
    [[['Content-Length', '1']], true, 1],
    [[['Content-Length', '12']], true, 12],
    [[['Transfer-Encoding', 'chunked']], true, 0],
    [[['transfer-encoding', '']], true, 0],
  ])('read %o', (headers, hasBody, byteLength) => {
    const index = new HeaderIndex(headers);
    expect(announcesBody(index)).toBe(hasBody);
    expect(announcedLength(index)).toBe(byteLength);
  });
});
