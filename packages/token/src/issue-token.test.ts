import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catchTokenError, codeOf } from '../test/catch-token-error.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeContent,
  forgeRtc,
  forgeService,
  ISSUED_AT,
} from '../test/forge-token.js';
import { SAMPLE_GRANT, sampleIssue } from '../test/sample-options.js';
import { InvalidServicesError } from './errors.js';
import { fingerprintToken } from './fingerprint-token.js';
import { inspectToken } from './inspect-token.js';
import { issueFingerprintedToken, issueToken } from './issue-token.js';
import { rtc, type RtcGrantOptions } from './services/rtc.js';

const contentOf = (token: string): Buffer => inflateSync(Buffer.from(token.slice(3), 'base64'));
const issueRtc = (grant: unknown): string =>
  issueToken(sampleIssue({ services: [rtc(grant as RtcGrantOptions)] }));
const issueWith = (changes: Readonly<Record<string, unknown>>): string =>
  issueToken({ ...sampleIssue(), ...changes });

afterEach(() => {
  vi.useRealTimers();
});

describe('issueToken', () => {
  it('signs and packs what was asked for, byte for byte', () => {
    const services = [
      forgeService(
        1,
        [1, 2, 3, 4].map((id) => [id, 0] as const),
        ['stage-1', '7'],
      ),
    ];
    expect(contentOf(issueToken(sampleIssue()))).toEqual(forgeContent({ services }));
  });

  it('gives equal tokens for equal input, and others for another salt', () => {
    expect(issueToken(sampleIssue())).toBe(issueToken(sampleIssue()));
    expect(issueToken(sampleIssue({ salt: 2 }))).not.toBe(issueToken(sampleIssue()));
  });

  it('gives a text of the version and of base64 alone', () => {
    expect(issueToken(sampleIssue())).toMatch(/^007eJ[A-Za-z0-9+/]+={0,2}$/);
  });

  it('takes the time from the system clock and draws a salt where none is given', () => {
    vi.useFakeTimers({ now: 1_800_000_000_999 });
    const issue = (): ReturnType<typeof inspectToken> =>
      inspectToken(issueToken(sampleIssue({ issuedAt: undefined, salt: undefined })));
    const { issuedAt, salt } = issue();
    expect(issuedAt).toBe(1_800_000_000);
    expect(salt).toBeGreaterThanOrEqual(1);
    expect(salt).toBeLessThanOrEqual(99_999_999);
    expect(new Set(Array.from({ length: 20 }, () => issue().salt)).size).toBeGreaterThan(1);
  });

  it('keeps the letter case of the App ID', () => {
    const appId = APP_ID.toUpperCase();
    expect(inspectToken(issueToken(sampleIssue({ appId }))).appId).toBe(appId);
  });

  it('puts several services of one type into the order in which they were given', () => {
    const services = ['b', 'a', 'c'].map((channel) => rtc({ channel, uid: 1, role: 'subscriber' }));
    const token = issueToken(sampleIssue({ services }));
    const forged = ['b', 'a', 'c'].map((channel) => forgeRtc(channel, '1'));
    expect(contentOf(token)).toEqual(forgeContent({ services: forged }));
  });

  it('does not change its options', () => {
    const options = Object.freeze(
      sampleIssue({ services: Object.freeze([Object.freeze({ ...SAMPLE_GRANT })]) }),
    );
    expect(issueToken(options)).toBe(issueToken(sampleIssue()));
  });
});

describe('issueToken, asked for a user,', () => {
  it.each([
    [0, ''],
    [1, '1'],
    [4_294_967_295, '4294967295'],
  ])('writes uid %d as %j', (uid, written) => {
    const { services } = inspectToken(issueRtc({ channel: 'a', uid, role: 'subscriber' }));
    expect(services).toMatchObject([{ uid: written }]);
  });

  it('writes an account as it is, so that uid 7 and account 7 are the same token', () => {
    const account = issueRtc({ channel: 'a', account: '7', role: 'subscriber' });
    expect(account).toBe(issueRtc({ channel: 'a', uid: 7, role: 'subscriber' }));
    const { services } = inspectToken(issueRtc({ channel: 'a', account: '0', role: 'subscriber' }));
    expect(services).toMatchObject([{ uid: '0' }]);
  });

  it.each([4_294_967_296, -1, 1.5, Number.NaN, '7', null, undefined])('refuses uid %s', (uid) => {
    expect(codeOf(() => issueRtc({ channel: 'a', uid, role: 'subscriber' }))).toBe('invalid_uid');
  });

  it('takes an account of 255 bytes and refuses one of 256, an empty one and half a character', () => {
    const issue = (account: string): string =>
      issueRtc({ channel: 'a', account, role: 'subscriber' });
    expect(inspectToken(issue('ë'.repeat(127))).services).toMatchObject([{ uid: 'ë'.repeat(127) }]);
    expect(inspectToken(issue('a'.repeat(255))).services).toMatchObject([{ uid: 'a'.repeat(255) }]);
    for (const account of ['a'.repeat(256), 'ë'.repeat(128), '', '\ud83d']) {
      expect(codeOf(() => issue(account))).toBe('invalid_account');
    }
  });

  it('refuses both a uid and an account', () => {
    const grant = { channel: 'a', uid: 7, account: 'zoë', role: 'subscriber' };
    expect(codeOf(() => issueRtc(grant))).toBe('invalid_uid');
  });
});

describe('issueToken, asked for a channel,', () => {
  it('takes 63 characters and refuses 64, none, and a wildcard', () => {
    const issue = (channel: unknown): string => issueRtc({ channel, uid: 7, role: 'subscriber' });
    expect(inspectToken(issue('x'.repeat(63))).services).toMatchObject([
      { channel: 'x'.repeat(63) },
    ]);
    for (const channel of ['x'.repeat(64), '', '*', 'a/b', 'zoë', undefined, 7]) {
      expect(codeOf(() => issue(channel))).toBe('invalid_channel');
    }
  });
});

describe('issueToken, asked for privileges,', () => {
  const lives = (grant: object): unknown => {
    const token = issueRtc({ channel: 'stage-1', uid: 7, ...grant });
    const { privileges = {} } = inspectToken(token).services[0] ?? {};
    const entries = Object.entries(privileges);
    return Object.fromEntries(entries.map(([name, life]) => [name, life?.expiresInSeconds]));
  };

  it('gives a publisher all four and a subscriber one, each as long as the token', () => {
    expect(lives({ role: 'subscriber' })).toEqual({ joinChannel: 0 });
    expect(lives({ role: 'publisher' })).toEqual({
      joinChannel: 0,
      publishAudioStream: 0,
      publishVideoStream: 0,
      publishDataStream: 0,
    });
  });

  it('gives all privileges of a role the life that is asked for', () => {
    expect(lives({ role: 'subscriber', privilegesExpireInSeconds: 60 })).toEqual({
      joinChannel: 60,
    });
  });

  it('gives listed privileges no life of their own, and those of a record each its own', () => {
    expect(lives({ privileges: ['publishDataStream', 'joinChannel'] })).toEqual({
      joinChannel: 0,
      publishDataStream: 0,
    });
    expect(lives({ privileges: { publishAudioStream: 60, joinChannel: 0 } })).toEqual({
      joinChannel: 0,
      publishAudioStream: 60,
    });
  });

  it('writes them ascending by number, in whatever order they were asked for', () => {
    const privileges = { publishDataStream: 4, publishVideoStream: 3, joinChannel: 1 };
    const token = issueRtc({ channel: 'a', uid: 1, privileges });
    const service = forgeService(
      1,
      [
        [1, 1],
        [3, 3],
        [4, 4],
      ],
      ['a', '1'],
    );
    expect(contentOf(token)).toEqual(forgeContent({ services: [service] }));
  });

  it('refuses unknown roles and privileges, and none at all', () => {
    const codeFor = (grant: object): string => codeOf(() => lives(grant));
    for (const role of ['admin', '', 'toString', '__proto__', undefined, 1, 'Publisher']) {
      expect(codeFor({ role }), `role ${role}`).toBe('invalid_role');
    }
    expect(codeFor({ privileges: [] })).toBe('invalid_privilege');
    expect(codeFor({ privileges: {} })).toBe('invalid_privilege');
    expect(codeFor({ privileges: ['login'] })).toBe('invalid_privilege');
    expect(codeFor({ privileges: ['joinChannel', 1] })).toBe('invalid_privilege');
    expect(codeFor({ privileges: { joinChannel: 0, toString: 0 } })).toBe('invalid_privilege');
  });

  it('checks the life of each privilege like that of the token, but lets 0 through', () => {
    const codeFor = (seconds: unknown): string =>
      codeOf(() => lives({ privileges: { joinChannel: seconds } }));
    expect(lives({ privileges: { joinChannel: 86_400 } })).toEqual({ joinChannel: 86_400 });
    for (const seconds of [-1, 1.5, Number.NaN, '60', null, undefined]) {
      expect(codeFor(seconds)).toBe('invalid_expiry');
    }
    expect(codeFor(86_401)).toBe('expiry_too_long');
    expect(codeOf(() => lives({ role: 'publisher', privilegesExpireInSeconds: 86_401 }))).toBe(
      'expiry_too_long',
    );
  });
});

describe('issueToken, asked for a life,', () => {
  it('takes 1 second to 24 hours', () => {
    for (const expiresInSeconds of [1, 86_400]) {
      const claims = inspectToken(issueWith({ expiresInSeconds }));
      expect(claims.expiresAt - claims.issuedAt).toBe(expiresInSeconds);
    }
  });

  it.each([0, -1, 1.5, Number.NaN, '3600', null, undefined])('refuses %s', (expiresInSeconds) => {
    expect(codeOf(() => issueWith({ expiresInSeconds }))).toBe('invalid_expiry');
    const long = { expiresInSeconds, allowLongExpiry: true };
    expect(codeOf(() => issueWith(long))).toBe('invalid_expiry');
  });

  it('refuses what does not fit 32 bits, also where a long life is allowed', () => {
    const long = { expiresInSeconds: 4_294_967_296, allowLongExpiry: true };
    expect(codeOf(() => issueWith(long))).toBe('invalid_expiry');
  });

  it('takes more than 24 hours only where that is allowed, of token and privileges', () => {
    expect(codeOf(() => issueWith({ expiresInSeconds: 86_401 }))).toBe('expiry_too_long');
    const notTrue = { expiresInSeconds: 86_401, allowLongExpiry: 'yes' };
    expect(codeOf(() => issueWith(notTrue))).toBe('invalid_option');
    const services = [rtc({ channel: 'a', uid: 1, privileges: { joinChannel: 604_800 } })];
    const long = issueWith({ services, expiresInSeconds: 4_294_967_295, allowLongExpiry: true });
    expect(inspectToken(long).expiresInSeconds).toBe(4_294_967_295);
    expect(inspectToken(long).services).toMatchObject([
      { privileges: { joinChannel: { expiresInSeconds: 604_800 } } },
    ]);
  });

  it('takes every issue time that fits 32 bits', () => {
    for (const issuedAt of [0, ISSUED_AT, 4_294_967_295]) {
      expect(inspectToken(issueWith({ issuedAt })).issuedAt).toBe(issuedAt);
    }
  });

  it.each([-1, 1.5, Number.NaN, 4_294_967_296, 1_700_000_000_000, '1700000000', null])(
    'refuses the issue time %s',
    (issuedAt) => {
      expect(codeOf(() => issueWith({ issuedAt }))).toBe('invalid_time');
    },
  );

  it('says of milliseconds that they are some', () => {
    expect(() => issueWith({ issuedAt: 1_700_000_000_000 })).toThrow(/milliseconds/);
    expect(() => issueWith({ issuedAt: 4_294_967_296 })).toThrow(/2106/);
  });
});

describe('issueToken, given other options,', () => {
  it('takes any salt of 32 bits', () => {
    for (const salt of [0, 99_999_999, 4_294_967_295]) {
      expect(inspectToken(issueWith({ salt })).salt).toBe(salt);
    }
    for (const salt of [-1, 0.5, Number.NaN, 4_294_967_296, '1', null]) {
      expect(codeOf(() => issueWith({ salt }))).toBe('invalid_salt');
    }
  });

  it('refuses what is no App ID and what is no certificate', () => {
    for (const text of ['', APP_ID.slice(1), `${APP_ID}0`, APP_ID.replace('3', 'g'), undefined]) {
      expect(codeOf(() => issueWith({ appId: text }))).toBe('invalid_app_id');
      expect(codeOf(() => issueWith({ certificate: text }))).toBe('invalid_certificate');
    }
  });

  it('refuses no services, and services that do not exist', () => {
    for (const services of [[], undefined, null, {}, 'rtc', [null], [undefined], ['rtc'], [7]]) {
      expect(codeOf(() => issueWith({ services }))).toBe('invalid_services');
    }
    for (const service of ['signaling', '', undefined, 'constructor']) {
      const grant = { ...SAMPLE_GRANT, service };
      expect(codeOf(() => issueWith({ services: [grant] }))).toBe('invalid_services');
    }
  });

  it('fills a token up to 65536 bytes and refuses more', () => {
    const grant = rtc({ channel: 'x'.repeat(63), account: 'y'.repeat(255), role: 'publisher' });
    const bytesOfOne = 2 + 2 + 4 * 6 + 2 + 63 + 2 + 255;
    const most = Math.floor((65_536 - 82) / bytesOfOne);
    const full = issueWith({ services: Array.from({ length: most }, () => grant) });
    expect(inspectToken(full).services).toHaveLength(most);
    const services = Array.from({ length: most + 1 }, () => grant);
    expect(catchTokenError(() => issueWith({ services }))).toBeInstanceOf(InvalidServicesError);
    const tooMany = Array.from({ length: 70_000 }, () => SAMPLE_GRANT);
    expect(codeOf(() => issueWith({ services: tooMany }))).toBe('invalid_services');
  });

  it('issues rightly after a token that it refused', () => {
    const before = issueToken(sampleIssue());
    expect(codeOf(() => issueWith({ services: Array(9000).fill(SAMPLE_GRANT) }))).toBe(
      'invalid_services',
    );
    expect(issueToken(sampleIssue())).toBe(before);
  });

  it('signs with the certificate as it is written, letter case and all', () => {
    const upper = issueWith({ certificate: CERTIFICATE.toUpperCase() });
    expect(contentOf(upper)).toEqual(
      forgeContent({
        certificate: CERTIFICATE.toUpperCase(),
        services: [
          forgeService(
            1,
            [1, 2, 3, 4].map((id) => [id, 0] as const),
            ['stage-1', '7'],
          ),
        ],
      }),
    );
    expect(upper).not.toBe(issueToken(sampleIssue()));
  });
});

describe('issueFingerprintedToken', () => {
  it('gives the token and the fingerprint that others compute of it', () => {
    const { token, fingerprint } = issueFingerprintedToken(sampleIssue());
    expect(token).toBe(issueToken(sampleIssue()));
    expect(fingerprint).toBe(fingerprintToken(token));
    expect(fingerprint).toMatch(/^[0-9a-f]{8}$/);
  });

  it('refuses what issueToken refuses, in its own name', () => {
    // @ts-expect-error -- callers without types can leave it out
    expect(() => issueFingerprintedToken()).toThrow('issueFingerprintedToken');
    const refusal = { code: 'invalid_expiry' };
    const options = { ...sampleIssue(), expiresInSeconds: 0 };
    expect(() => issueFingerprintedToken(options)).toThrow(expect.objectContaining(refusal));
  });
});
