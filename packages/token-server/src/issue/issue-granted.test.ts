import { fingerprintToken, verifyToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW } from '../../test/token-world.js';
import { issueGranted, type TokenParts } from './issue-granted.js';
import type { ResolvedService } from './resolved-service.js';

const OLD = 'c'.repeat(32);
const SERVICE: ResolvedService = {
  service: 'rtc',
  rule: 'calls',
  channel: 'stage',
  user: { kind: 'uid', uid: 7 },
  role: 'publisher',
  maxLifeSeconds: 7200,
};
const PARTS: TokenParts = {
  project: { appId: APP_ID, certificates: [CERTIFICATE, OLD] },
  services: [SERVICE],
  expiresInSeconds: undefined,
  issuedAt: NOW,
};
const lifeOf = (expiresInSeconds: number | undefined, ...maxLives: readonly number[]): number => {
  const services = maxLives.map((maxLifeSeconds) => ({ ...SERVICE, maxLifeSeconds }));
  return issueGranted({ ...PARTS, services, expiresInSeconds }).expiresInSeconds;
};

describe('issueGranted', () => {
  it('makes a token, and says of it what it says', () => {
    const issued = issueGranted({ ...PARTS, salt: 5 });
    const verified = verifyToken(issued.token, {
      appId: APP_ID,
      certificates: [CERTIFICATE],
      now: NOW,
      expect: { service: 'rtc', channel: 'stage', uid: 7 },
    });
    expect(verified).toMatchObject({ salt: 5, issuedAt: NOW, expiresInSeconds: 3600 });
    const ends = Object.fromEntries(
      Object.entries(verified.matchedService.privileges).map(([name, life]) => [
        name,
        life?.expiresAt,
      ]),
    );
    expect(issued).toMatchObject({
      fingerprint: fingerprintToken(issued.token),
      appId: APP_ID,
      issuedAt: NOW,
      expiresInSeconds: 3600,
      expiresAt: NOW + 3600,
      services: [{ service: 'rtc', channel: 'stage', user: '7', privileges: ends, rule: 'calls' }],
    });
  });

  it('signs with the primary certificate', () => {
    const { token } = issueGranted(PARTS);
    const signedWith = (certificates: readonly string[]): string =>
      verifyToken(token, { appId: APP_ID, certificates, now: NOW }).signedWith;
    expect(signedWith([CERTIFICATE, OLD])).toBe('primary');
    expect(() => signedWith([OLD])).toThrow(expect.objectContaining({ code: 'bad_signature' }));
  });

  it('lives as long as was asked for, and no longer than each rule allows', () => {
    expect(lifeOf(undefined, 7200)).toBe(3600);
    expect(lifeOf(undefined, 600)).toBe(600);
    expect(lifeOf(60, 7200)).toBe(60);
    expect(lifeOf(9000, 7200)).toBe(7200);
    expect(lifeOf(9000, 7200, 300, 800)).toBe(300);
  });

  it.each([0, -1, 0.5, Number.NaN])('does not live for %d s', (seconds) => {
    expect(() => lifeOf(seconds, 7200)).toThrow(
      expect.objectContaining({ code: 'invalid_expiry' }),
    );
  });

  it.each([
    [undefined, 3600],
    [0, 3600],
    [60, 60],
    [9000, 3600],
  ])('has privileges that last %s s, and end with it', (privilegesExpireInSeconds, expected) => {
    const services = [{ ...SERVICE, privilegesExpireInSeconds }];
    const { token, services: said } = issueGranted({ ...PARTS, services });
    const verified = verifyToken(token, {
      appId: APP_ID,
      certificates: [CERTIFICATE],
      now: NOW,
      expect: { service: 'rtc' },
    });
    expect(said[0]?.privileges['joinChannel']).toBe(NOW + expected);
    expect(verified.matchedService.privileges.joinChannel?.expiresAt).toBe(NOW + expected);
  });

  it('has the fingerprint of the certificate that signed it, not of the older one', () => {
    const older = issueGranted({ ...PARTS, project: { appId: APP_ID, certificates: [OLD] } });
    const newer = issueGranted(PARTS);
    expect(newer.certificateFingerprint).not.toBe(older.certificateFingerprint);
    expect([newer, older].map(({ certificateFingerprint }) => certificateFingerprint)).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}$/),
      expect.stringMatching(/^[0-9a-f]{8}$/),
    ]);
  });
});
