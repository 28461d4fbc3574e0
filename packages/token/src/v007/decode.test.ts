import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import {
  forgeContent,
  forgeRtc,
  forgeService,
  forgeToken,
  string16,
  wrapContent,
} from '../../test/forge-token.js';
import { decodeToken } from './decode.js';
import { MAX_CONTENT_BYTES, maxCharacters } from './envelope.js';

const decode = (text: unknown): ReturnType<typeof decodeToken> =>
  decodeToken(text as string, MAX_CONTENT_BYTES);
const codeFor = (text: unknown): string => codeOf(() => decode(text));
const codeForContent = (content: Uint8Array): string => codeFor(wrapContent(content));

describe('decodeToken', () => {
  it('gives the content as it was received', () => {
    const content = forgeContent({ services: [forgeRtc('b', '2'), forgeRtc('a', '1')] });
    expect(Buffer.from(decode(wrapContent(content)).content)).toEqual(content);
  });

  it('keeps also what it does not read', () => {
    const unread = Buffer.from('anything may follow a service that is not known here');
    const services = [forgeRtc('a', '1'), forgeService(99, [], []), unread];
    const { claims, content } = decode(forgeToken({ services }));
    expect(claims.unreadServices).toEqual({ type: 99, count: 2 });
    expect(Buffer.from(content).toString('latin1')).toContain('anything may follow');
  });

  it.each([
    [undefined, 'malformed'],
    [null, 'malformed'],
    [7, 'malformed'],
    [{}, 'malformed'],
    [['007'], 'malformed'],
    ['', 'malformed'],
    ['0', 'malformed'],
    ['00', 'malformed'],
    ['006', 'unsupported_version'],
    ['008abc', 'unsupported_version'],
    [' 007', 'unsupported_version'],
    ['"007"', 'unsupported_version'],
    ['Bearer 007', 'unsupported_version'],
    ['１００７', 'unsupported_version'],
    ['007', 'bad_base64'],
    ['007abc', 'bad_base64'],
    ['007ab_d', 'bad_base64'],
    ['007 eJw', 'bad_base64'],
    ['007AAAA', 'truncated'],
    ['007AAAAAAAA', 'malformed'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeFor(text)).toBe(code);
  });

  it('says of an object only that it is none', () => {
    expect(catchTokenError(() => decode(new String('007'))).message).toMatch(/object/);
  });

  it('reads no text above its limit, and up to there tries', () => {
    const text = (length: number): string => `007${'A'.repeat(length - 3)}`;
    const limit = maxCharacters(MAX_CONTENT_BYTES);
    expect(catchTokenError(() => decode(text(limit + 1))).message).toMatch(new RegExp(`${limit}`));
    const longest = limit - ((limit - 3) % 4);
    expect(catchTokenError(() => decode(text(longest))).message).toMatch(/header/);
  });

  it('refuses every cut of the content', () => {
    const content = forgeContent({});
    for (let end = 0; end < content.length; end += 1) {
      expect(codeForContent(content.subarray(0, end)), `${end} bytes`).toBe('truncated');
    }
  });

  it('refuses what follows the last service or the zlib stream', () => {
    expect(codeFor(forgeToken({ trailer: Uint8Array.of(0) }))).toBe('trailing_bytes');
    expect(
      codeFor(forgeToken({ services: [forgeRtc('a', '1')], trailer: forgeRtc('b', '2') })),
    ).toBe('trailing_bytes');
    const stream = Buffer.concat([deflateSync(forgeContent({})), Buffer.from([0])]);
    expect(codeFor(`007${stream.toString('base64')}`)).toBe('trailing_bytes');
  });

  it('refuses a token that opens nothing, and a count above what follows', () => {
    expect(codeFor(forgeToken({ services: [] }))).toBe('malformed');
    expect(codeFor(forgeToken({ serviceCount: 0 }))).toBe('malformed');
    expect(codeFor(forgeToken({ serviceCount: 2 }))).toBe('truncated');
    expect(codeFor(forgeToken({ serviceCount: 0xffff }))).toBe('truncated');
  });

  it('refuses a signature that has not 32 bytes', () => {
    for (const length of [0, 1, 31, 33, 64, 1000]) {
      expect(codeFor(forgeToken({ signature: new Uint8Array(length) }))).toBe('malformed');
    }
  });

  it('refuses an App ID that is no UTF-8, and a privilege that comes twice', () => {
    expect(codeFor(forgeToken({ appId: Uint8Array.of(0xff) }))).toBe('malformed');
    const twice = forgeService(
      1,
      [
        [1, 0],
        [1, 0],
      ],
      ['a', '1'],
    );
    expect(codeFor(forgeToken({ services: [twice] }))).toBe('malformed');
  });

  it('refuses a length that is a lie', () => {
    const content = forgeContent({});
    content.writeUInt16LE(0xffff, 34);
    expect(codeForContent(content)).toBe('truncated');
    expect(codeForContent(Buffer.concat([string16(new Uint8Array(32)), string16('x')]))).toBe(
      'truncated',
    );
  });

  it('inflates no more than it may', () => {
    const text = forgeToken({});
    const { length } = forgeContent({});
    expect(decodeToken(text, length).claims.services).toHaveLength(1);
    expect(codeOf(() => decodeToken(text, length - 1))).toBe('inflate_limit');
  });
});
