import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import { ISSUED_AT } from '../../test/forge-token.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { parsePrivilegeEnds } from './parse-privilege-ends.js';
import { RTC_006, RTM_006 } from './service-table.js';

const LIMITS = { issuedAt: parseUnixSeconds('issuedAt', ISSUED_AT), allowLong: false };
const END = ISSUED_AT + 60;
/** The privileges as pairs of number and end. */
const parse = (given: object, service = RTC_006): readonly (readonly number[])[] =>
  parsePrivilegeEnds(service, given, LIMITS).map(({ id, expiresAt }) => [id, expiresAt]);
const codeFor = (given: object, service = RTC_006): string => codeOf(() => parse(given, service));
const all = (end: number): unknown => [1, 2, 3, 4].map((id) => [id, end]);

describe('parsePrivilegeEnds', () => {
  it('gives all privileges of a role one end', () => {
    expect(parse({ role: 'publisher' })).toEqual(all(0));
    expect(parse({ role: 'publisher', privilegesExpireAt: END })).toEqual(all(END));
    expect(parse({ role: 'subscriber', privilegesExpireAt: END })).toEqual([[1, END]]);
  });

  it('gives listed privileges the end of the token, or each its own, ascending by number', () => {
    expect(parse({ privileges: ['publishDataStream', 'joinChannel'] })).toEqual([
      [1, 0],
      [4, 0],
    ]);
    expect(parse({ privileges: { publishVideoStream: END, joinChannel: 0 } })).toEqual([
      [1, 0],
      [3, END],
    ]);
  });

  it('lets a user of Signaling log in', () => {
    expect(parse({}, RTM_006)).toEqual([[1000, 0]]);
    expect(parse({ privilegesExpireAt: END }, RTM_006)).toEqual([[1000, END]]);
    expect(codeFor({ role: 'publisher' }, RTM_006)).toBe('invalid_role');
    expect(codeFor({ privileges: ['joinChannel'] }, RTM_006)).toBe('invalid_privilege');
  });

  it.each([
    [0, 'publisher'],
    [1, 'publisher'],
    [2, 'subscriber'],
    [101, 'publisher'],
  ])('says what role %d of official builders is here', (role, name) => {
    const error = catchTokenError(() => parse({ role }));
    expect(error.code).toBe('invalid_role');
    expect(error.message).toMatch(new RegExp(`\\b${role}\\b.*'${name}'`));
  });

  it.each([
    [{}, 'invalid_role'],
    [{ role: 3 }, 'invalid_role'],
    [{ role: '1' }, 'invalid_role'],
    [{ role: 'admin' }, 'invalid_role'],
    [{ role: 'publisher', privileges: ['joinChannel'] }, 'invalid_privilege'],
    [{ role: 'publisher', privileges: { joinChannel: 0 } }, 'invalid_privilege'],
    [{ privileges: [] }, 'invalid_privilege'],
    [{ privileges: {} }, 'invalid_privilege'],
    [{ privileges: ['login'] }, 'invalid_privilege'],
    [{ privileges: { login: 0 } }, 'invalid_privilege'],
    [{ privileges: 'joinChannel' }, 'invalid_privilege'],
    [{ privileges: null }, 'invalid_privilege'],
    [{ privileges: { joinChannel: 3600 } }, 'invalid_time'],
    [{ privileges: { joinChannel: undefined } }, 'invalid_time'],
    [{ privileges: { joinChannel: ISSUED_AT } }, 'invalid_time'],
    [{ role: 'publisher', privilegesExpireAt: 3600 }, 'invalid_time'],
    [{ role: 'publisher', privilegesExpireAt: ISSUED_AT + 86_401 }, 'expiry_too_long'],
  ])('refuses %j with %s', (given, code) => {
    expect(codeFor(given)).toBe(code);
  });
});
