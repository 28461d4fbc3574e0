import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import { ISSUED_AT } from '../../test/forge-token.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { maxEnd, parseEnd, parsePrivilegeEnd } from './parse-end.js';

const LIMITS = { issuedAt: parseUnixSeconds('issuedAt', ISSUED_AT), allowLong: false };
const EARLY = { issuedAt: parseUnixSeconds('issuedAt', 0), allowLong: true };
const codeFor = (end: unknown): string =>
  codeOf(() => parseEnd('expiresAt', end as number, LIMITS));

describe('parseEnd', () => {
  it('takes any second of the day after the issue time', () => {
    for (const end of [ISSUED_AT + 1, ISSUED_AT + 86_400]) {
      expect(parseEnd('expiresAt', end, LIMITS)).toBe(end);
    }
    expect(codeFor(ISSUED_AT)).toBe('invalid_time');
    expect(codeFor(ISSUED_AT + 86_401)).toBe('expiry_too_long');
  });

  it('takes later ones up to the year 2106 where that is wanted', () => {
    const limits = { ...LIMITS, allowLong: true };
    expect(parseEnd('expiresAt', 0xffff_ffff, limits)).toBe(0xffff_ffff);
    expect(codeOf(() => parseEnd('expiresAt', 0x1_0000_0000, limits))).toBe('invalid_time');
  });

  it('takes a number below 1000000000 for a life in seconds, and says so', () => {
    expect(parseEnd('expiresAt', 1_000_000_000, EARLY)).toBe(1_000_000_000);
    for (const end of [0, 1, 3600, 999_999_999]) {
      const error = catchTokenError(() => parseEnd('expiresAt', end, EARLY));
      expect(error.code).toBe('invalid_time');
      expect(error.message).toMatch(/^expiresAt .*seconds from now.*add the issue time/);
    }
  });

  it('says how long a life is that is too long', () => {
    const end = ISSUED_AT + 90_000;
    expect(() => parseEnd('expiresAt', end, LIMITS)).toThrow(/^the life up to expiresAt is 90000,/);
  });

  it.each([-1, 1.5, Number.NaN, '7', null, undefined, ISSUED_AT * 1000])('refuses %s', (end) => {
    expect(codeFor(end)).toBe('invalid_time');
  });
});

describe('parsePrivilegeEnd', () => {
  it('takes 0 for no end of its own, and else what parseEnd takes', () => {
    expect(parsePrivilegeEnd('login', 0, LIMITS)).toBe(0);
    expect(parsePrivilegeEnd('login', ISSUED_AT + 1, LIMITS)).toBe(ISSUED_AT + 1);
    expect(() => parsePrivilegeEnd('login', 3600, LIMITS)).toThrow(/^the end of login /);
  });
});

describe('maxEnd', () => {
  it('is a day after the issue time, where that fits the field', () => {
    const endOf = (issuedAt: number): number => maxEnd(parseUnixSeconds('issuedAt', issuedAt));
    expect(endOf(ISSUED_AT)).toBe(ISSUED_AT + 86_400);
    expect(endOf(0xffff_ffff - 86_400)).toBe(0xffff_ffff);
    expect(codeOf(() => endOf(0xffff_ffff - 86_399))).toBe('invalid_time');
  });
});
