import { describe, expect, it } from 'vitest';
import { ISSUED_AT } from '../test/forge-token.js';
import { matchExpectation } from './check-expectation.js';
import {
  PrivilegeExpiredError,
  PrivilegeMissingError,
  ServiceMissingError,
  WrongChannelError,
  WrongUidError,
  type TokenError,
} from './errors.js';
import { parseExpectation } from './parse-expectation.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';
import type { RtcExpectation, RtcService } from './services/rtc.js';

const NOW = parseUnixSeconds('now', ISSUED_AT);

/** A service with these privileges, each ending so many seconds after now. */
const service = (
  channel: string,
  uid: string,
  ends: Readonly<Record<string, number>> = { joinChannel: 60 },
): RtcService => ({
  service: 'rtc',
  channel,
  uid,
  privileges: Object.fromEntries(
    Object.entries(ends).map(([name, expiresInSeconds]) => [
      name,
      { expiresInSeconds, expiresAt: parseUnixSeconds('an end', NOW + expiresInSeconds) },
    ]),
  ),
});

const match = (
  services: readonly RtcService[],
  wanted: Omit<RtcExpectation, 'service'>,
  toleranceSeconds = 0,
): RtcService | TokenError => {
  const expectation = parseExpectation({ service: 'rtc', ...wanted });
  const found = matchExpectation(services, expectation, { now: NOW, toleranceSeconds });
  return found.kind === 'matched' ? (found.service as RtcService) : found.error;
};

const WANTED = { channel: 'a', uid: 7, privileges: ['joinChannel'] } as const;

describe('matchExpectation', () => {
  it('gives the first service that has all that is wanted', () => {
    const right = service('a', '7');
    expect(match([right], WANTED)).toBe(right);
    expect(match([service('b', '7'), right, service('a', '7')], WANTED)).toBe(right);
    expect(match([service('b', '7'), service('a', '8'), right], WANTED)).toBe(right);
  });

  it('wants nothing that was not asked for', () => {
    const any = service('', '', {});
    expect(match([any], {})).toBe(any);
  });

  it('says what is missing where there is no service at all', () => {
    expect(match([], WANTED)).toBeInstanceOf(ServiceMissingError);
    expect((match([], {}) as TokenError).message).toMatch(/nothing/);
  });

  it('passes over services of another kind, and names them where there is no other', () => {
    const other = { ...service('a', '7'), service: 'other' } as never;
    const right = service('a', '7');
    expect(match([other, right], WANTED)).toBe(right);
    const missing = match([other], WANTED) as TokenError;
    expect(missing).toBeInstanceOf(ServiceMissingError);
    expect(missing.message).toMatch(/other/);
  });

  it('looks at the channel first, then the user, then the privileges in their order', () => {
    expect(match([service('b', '8', {})], WANTED)).toBeInstanceOf(WrongChannelError);
    expect(match([service('a', '8', {})], WANTED)).toBeInstanceOf(WrongUidError);
    expect(match([service('a', '7', {})], WANTED)).toBeInstanceOf(PrivilegeMissingError);
    const two = { privileges: ['publishAudioStream', 'joinChannel'] } as const;
    const missing = match([service('a', '7', { joinChannel: 60 })], two) as TokenError;
    expect(missing.message).toMatch(/publishAudioStream/);
  });

  it('explains by the service that met most, and by the first of equals', () => {
    const nearest = match([service('b', '7'), service('a', '8'), service('c', '7')], WANTED);
    expect(nearest).toBeInstanceOf(WrongUidError);
    const equals = match([service('b', '7'), service('c', '7')], WANTED) as TokenError;
    expect(equals.message).toMatch(/channel "b"/);
    const privileged = match([service('a', '8'), service('a', '7', {})], WANTED);
    expect(privileged).toBeInstanceOf(PrivilegeMissingError);
  });

  it('ends a privilege in the second that it names, moved by the tolerance', () => {
    const ending = [service('a', '7', { joinChannel: 0 })];
    const over = match(ending, WANTED) as PrivilegeExpiredError;
    expect(over).toBeInstanceOf(PrivilegeExpiredError);
    expect(over.expiredAt).toBe(NOW);
    expect(match(ending, WANTED, 1)).toBe(ending[0]);
    expect(match([service('a', '7', { joinChannel: 1 })], WANTED)).toHaveProperty('uid', '7');
    expect(match([service('a', '7', { joinChannel: -5 })], WANTED, 5)).toBeInstanceOf(
      PrivilegeExpiredError,
    );
  });
});
