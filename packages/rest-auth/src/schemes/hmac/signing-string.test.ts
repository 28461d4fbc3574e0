import { describe, expect, it } from 'vitest';
import { buildSigningString, toOctets, toSharedOctets } from './signing-string.js';

const LINE = { method: 'PATCH', target: '/a?b=%2f', version: 'HTTP/1.1', host: 'api.agora.io' };
const VALUES = new Map([
  ['date', 'Sat'],
  ['x-tag', ''],
  ['host', 'not this one'],
]);
const build = (...names: readonly string[]): string =>
  buildSigningString(names, LINE, (name) => VALUES.get(name) ?? '?');

describe('buildSigningString', () => {
  it('has one line for each name, and no line end behind the last', () => {
    expect(build('host', 'date', 'request-line')).toBe(
      'host: api.agora.io\ndate: Sat\nPATCH /a?b=%2f HTTP/1.1',
    );
  });

  it('has names as they are listed, and finds their values in any letters', () => {
    expect(build('DATE', 'Host', 'Request-Line')).toBe(
      'DATE: Sat\nHost: api.agora.io\nPATCH /a?b=%2f HTTP/1.1',
    );
  });

  it('has an empty value behind a space', () => {
    expect(build('x-tag')).toBe('x-tag: ');
  });

  it('has @request-target with its name and the method in lower case', () => {
    expect(build('@request-target')).toBe('@request-target: patch /a?b=%2f');
  });
});

describe('toOctets and toSharedOctets', () => {
  it.each(['', 'abc', '\0\x7f\x80\xff', 'x'.repeat(1024), 'x'.repeat(1025)])(
    'give one octet for each character',
    (text) => {
      const wanted = Uint8Array.from(Buffer.from(text, 'latin1'));
      expect(toOctets(text)).toEqual(wanted);
      expect(Uint8Array.from(toSharedOctets(text))).toEqual(wanted);
    },
  );

  it('differ in who has them afterwards', () => {
    const own = toOctets('abc');
    toOctets('xyz');
    expect(Buffer.from(own).toString()).toBe('abc');
    const shared = toSharedOctets('abc');
    toSharedOctets('xyz');
    expect(Buffer.from(shared).toString()).toBe('xyz');
  });
});
