import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { APP_ID, CERTIFICATE, ISSUED_AT } from '../../test/forge-token.js';
import { EXPIRES_AT, forgeToken006 } from '../../test/forge-token-006.js';
import { SIGNALING, sampleIssue006 } from '../../test/sample-options-006.js';
import { inspectToken006 } from './inspect-token.js';
import { issueToken006 } from './issue-token.js';

const issue = (changes: object = {}): string => issueToken006(sampleIssue006({ ...changes }));
const codeFor = (changes: object): string => codeOf(() => issue(changes));

afterEach(() => {
  vi.useRealTimers();
});

describe('issueToken006', () => {
  it('writes the bytes of the format', () => {
    const end = ISSUED_AT + 3600;
    const privileges = [1, 2, 3, 4].map((id) => [id, end] as const);
    expect(issue({ privilegesExpireAt: end })).toBe(forgeToken006({ privileges }));
    expect(issue({ role: 'subscriber', uid: undefined, account: 'zoë' })).toBe(
      forgeToken006({ uid: 'zoë' }),
    );
    expect(issue({ role: 'subscriber', uid: 0 })).toBe(forgeToken006({ uid: '' }));
  });

  it('writes the user of Signaling in the place of the channel', () => {
    expect(issue({ ...SIGNALING, role: undefined, privilegesExpireAt: ISSUED_AT + 9 })).toBe(
      forgeToken006({ channel: 'zoe', uid: '', privileges: [[1000, ISSUED_AT + 9]] }),
    );
  });

  it('ends after a day, or when it is told to', () => {
    expect(inspectToken006(issue()).expiresAt).toBe(EXPIRES_AT);
    expect(inspectToken006(issue({ expiresAt: ISSUED_AT + 1 })).expiresAt).toBe(ISSUED_AT + 1);
  });

  it('takes the time from the system clock, and a salt from the random source', () => {
    vi.useFakeTimers({ now: ISSUED_AT * 1000 + 999 });
    const salts = Array.from({ length: 20 }, () => {
      const { expiresAt, salt } = inspectToken006(issue({ issuedAt: undefined, salt: undefined }));
      expect(expiresAt).toBe(EXPIRES_AT);
      return salt;
    });
    expect(new Set(salts).size).toBeGreaterThan(15);
  });

  it('lives longer than a day only on purpose', () => {
    const expiresAt = ISSUED_AT + 7 * 86_400;
    expect(codeFor({ expiresAt })).toBe('expiry_too_long');
    expect(codeFor({ privilegesExpireAt: expiresAt })).toBe('expiry_too_long');
    const token = issue({ expiresAt, privilegesExpireAt: expiresAt, allowLongExpiry: true });
    expect(inspectToken006(token)).toMatchObject({
      expiresAt,
      privileges: { joinChannel: { ownExpiresAt: expiresAt, expiresAt } },
    });
    expect(codeFor({ expiresAt, allowLongExpiry: 'yes' })).toBe('invalid_option');
  });

  it.each([
    ['invalid_app_id', { appId: APP_ID.slice(1) }],
    ['invalid_certificate', { certificate: `${CERTIFICATE}0` }],
    ['invalid_channel', { channel: '*' }],
    ['invalid_uid', { uid: -1 }],
    ['invalid_account', { uid: undefined, account: '' }],
    ['invalid_user_id', { userId: 'zoe' }],
    ['invalid_role', { role: 101 }],
    ['invalid_privilege', { role: undefined, privileges: ['login'] }],
    ['invalid_time', { expiresAt: 3600 }],
    ['invalid_time', { issuedAt: ISSUED_AT * 1000 }],
    ['invalid_time', { issuedAt: 0xffff_ffff }],
    ['invalid_salt', { salt: -1 }],
  ])('throws %s for %j', (code, changes) => {
    expect(codeFor(changes)).toBe(code);
  });
});
