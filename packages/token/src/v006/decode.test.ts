import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import { APP_ID } from '../../test/forge-token.js';
import {
  forgeContent006,
  forgeMessage,
  forgeToken006,
  wrapContent006,
  type ForgedToken006,
} from '../../test/forge-token-006.js';
import { decodeToken } from './decode.js';

const codeFor = (text: unknown): string => codeOf(() => decodeToken(text as string));
const codeForToken = (token: ForgedToken006): string => codeFor(forgeToken006(token));
const messageFor = (text: unknown): string =>
  catchTokenError(() => decodeToken(text as string)).message;

describe('decodeToken', () => {
  it('gives the content as it was received', () => {
    const content = forgeContent006({ privileges: [[4, 0]] });
    expect(Buffer.from(decodeToken(wrapContent006(content)).content)).toEqual(content);
  });

  it.each([
    [undefined, 'malformed'],
    [null, 'malformed'],
    [7, 'malformed'],
    [['006'], 'malformed'],
    ['', 'malformed'],
    ['00', 'malformed'],
    [`006${'A'.repeat(131_070)}`, 'malformed'],
    [`006x${APP_ID.slice(1)}AAAA`, 'malformed'],
    ['007eJw=', 'unsupported_version'],
    ['005abc', 'unsupported_version'],
    [' 006', 'unsupported_version'],
    ['Bearer 006', 'unsupported_version'],
    ['006', 'truncated'],
    [`006${APP_ID.slice(1)}`, 'truncated'],
    [`006${APP_ID}`, 'bad_base64'],
    [`006${APP_ID}AAA`, 'bad_base64'],
    [`006${APP_ID}AA_A`, 'bad_base64'],
    [`006${APP_ID}AAAA`, 'malformed'],
    [`006${APP_ID}IAAA`, 'truncated'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeFor(text)).toBe(code);
  });

  it('says which version it wants, and where a token of format 007 is read', () => {
    expect(messageFor('007abc')).toMatch(/begin with 006.*of format 007; .*verifyToken of @stage/);
    expect(messageFor('004abc')).toMatch(/begin with 006.*version 004/);
    expect(messageFor('"006')).toMatch(/begin with 006.*quote/);
  });

  it('refuses every cut of the content', () => {
    const content = forgeContent006({});
    // Of nothing at all there is no base64.
    for (let end = 1; end < content.length; end += 1) {
      expect(codeFor(wrapContent006(content.subarray(0, end))), `${end} bytes`).toBe('truncated');
    }
  });

  it('refuses what follows the message, or the last privilege in it', () => {
    expect(codeForToken({ trailer: Uint8Array.of(0) })).toBe('trailing_bytes');
    expect(codeForToken({ messageTrailer: Uint8Array.of(0) })).toBe('trailing_bytes');
    expect(codeForToken({ privilegeCount: 0 })).toBe('trailing_bytes');
  });

  it('refuses a count above what follows', () => {
    for (const privilegeCount of [2, 0xffff]) {
      expect(codeForToken({ privilegeCount })).toBe('truncated');
    }
    expect(codeForToken({ message: forgeMessage({}).subarray(0, 9) })).toBe('truncated');
    expect(codeForToken({ message: new Uint8Array(0) })).toBe('truncated');
  });

  it('refuses a signature that has not 32 bytes', () => {
    for (const length of [0, 1, 31, 33, 64]) {
      expect(codeForToken({ signature: new Uint8Array(length) })).toBe('malformed');
    }
  });

  it('refuses a privilege that comes twice, also one that is not known here', () => {
    for (const id of [1, 1000, 101]) {
      const privileges = [
        [id, 0],
        [id, 0],
      ] as const;
      expect(codeForToken({ privileges })).toBe('malformed');
    }
  });
});
