import { afterEach, describe, expect, it, vi } from 'vitest';
import { catchTokenError, outcomeOf } from '../test/catch-token-error.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeContent,
  forgeRtc,
  forgeService,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
  wrapContent,
} from '../test/forge-token.js';
import { judge, judgeRtc, UNKNOWN } from '../test/judge-token.js';
import { sampleIssue, sampleVerify } from '../test/sample-options.js';
import { issueToken } from './issue-token.js';
import { verifyToken, type VerifyTokenOptions } from './verify-token.js';

const TOKEN = issueToken(sampleIssue());
/** The same for a token that is right, and options that may not be. */
const codeForOptions = (options: Readonly<Record<string, unknown>>): string =>
  outcomeOf(() => verifyToken(TOKEN, { ...sampleVerify(), ...options }));

afterEach(() => {
  vi.useRealTimers();
});

describe('verifyToken', () => {
  it('says what the token says, that it is proven, and who signed it', () => {
    const verified = verifyToken(TOKEN, sampleVerify());
    expect(verified).toMatchObject({
      verified: true,
      signedWith: 'primary',
      version: '007',
      appId: APP_ID,
      issuedAt: ISSUED_AT,
      expiresAt: ISSUED_AT + 3600,
      salt: 1,
    });
    expect(verified.services).toHaveLength(1);
    expect(verified).not.toHaveProperty('matchedService');
    expect(verified).not.toHaveProperty('unreadServices');
  });

  it('shows the service that has all that was expected', () => {
    const expectation = { service: 'rtc', channel: 'stage-1', uid: 7 } as const;
    const { matchedService, services } = verifyToken(TOKEN, sampleVerify({ expect: expectation }));
    expect(matchedService).toBe(services[0]);
  });

  it('judges by the system clock where no time is given', () => {
    vi.useFakeTimers({ now: (ISSUED_AT + 10) * 1000 });
    expect(codeForOptions({ now: undefined })).toBe('fine');
    vi.setSystemTime((ISSUED_AT + 3600 + 60) * 1000);
    expect(codeForOptions({ now: undefined })).toBe('expired');
  });

  it('verifies the bytes that were received, whatever order or compression they have', () => {
    const unordered = forgeService(
      1,
      [
        [4, 0],
        [2, 9],
        [1, 0],
      ],
      ['stage-1', '7'],
    );
    expect(judgeRtc([unordered], { privileges: ['joinChannel', 'publishDataStream'] })).toBe(
      'fine',
    );
  });
});

describe('verifyToken, given certificates,', () => {
  const signedWith = (certificates: readonly string[]): string =>
    verifyToken(TOKEN, sampleVerify({ certificates })).signedWith;

  it('tells whether the primary or the secondary signed', () => {
    expect(signedWith([CERTIFICATE])).toBe('primary');
    expect(signedWith([CERTIFICATE, OTHER_CERTIFICATE])).toBe('primary');
    expect(signedWith([OTHER_CERTIFICATE, CERTIFICATE])).toBe('secondary');
    expect(signedWith([CERTIFICATE, CERTIFICATE])).toBe('primary');
  });

  it('refuses a token that none of them signed', () => {
    expect(codeForOptions({ certificates: [OTHER_CERTIFICATE] })).toBe('bad_signature');
    const others = [OTHER_CERTIFICATE, 'f'.repeat(32)];
    expect(codeForOptions({ certificates: others })).toBe('bad_signature');
  });

  it('takes their letter case as part of them', () => {
    expect(codeForOptions({ certificates: [CERTIFICATE.toLowerCase()] })).toBe('bad_signature');
    expect(codeForOptions({ certificates: [CERTIFICATE.toUpperCase()] })).toBe('bad_signature');
  });

  it('takes one or two of them', () => {
    const three = [CERTIFICATE, OTHER_CERTIFICATE, OTHER_CERTIFICATE];
    for (const certificates of [[], three, CERTIFICATE, undefined, null, { length: 1 }]) {
      expect(codeForOptions({ certificates })).toBe('invalid_option');
    }
  });

  it('refuses what is no certificate, also as the one that is not needed', () => {
    for (const wrong of ['', 'x'.repeat(32), CERTIFICATE.slice(1), undefined, null]) {
      expect(codeForOptions({ certificates: [wrong] })).toBe('invalid_certificate');
      expect(codeForOptions({ certificates: [CERTIFICATE, wrong] })).toBe('invalid_certificate');
    }
  });

  it('accepts no signature but the whole of the right one', () => {
    const right = forgeContent({}).subarray(2, 34);
    for (let bit = 0; bit < 256; bit += 1) {
      const signature = Uint8Array.from(right);
      signature[bit >>> 3]! ^= 1 << (bit & 7);
      expect(judge({ signature }), `bit ${bit}`).toBe('bad_signature');
    }
    for (const length of [0, 31, 33, 64]) {
      const signature = Buffer.alloc(length, right);
      expect(judge({ signature }), `${length} bytes`).toBe('malformed');
    }
  });

  it('notices every byte of the signed part that was changed', () => {
    const content = forgeContent({});
    for (let at = 34; at < content.length; at += 1) {
      const changed = Buffer.from(content);
      changed[at]! ^= 1;
      const outcome = outcomeOf(() => verifyToken(wrapContent(changed), sampleVerify()));
      expect(outcome, `byte ${at}`).not.toBe('fine');
    }
  });
});

describe('verifyToken, given a project,', () => {
  it('says that App ID and certificate changed places, without showing the certificate', () => {
    const swapped = forgeToken({ appId: CERTIFICATE, certificate: APP_ID });
    const lower = forgeToken({ appId: CERTIFICATE.toLowerCase(), certificate: APP_ID });
    for (const token of [swapped, lower]) {
      const error = catchTokenError(() => verifyToken(token, sampleVerify()));
      expect(error.code).toBe('wrong_app_id');
      expect(error.message).toMatch(/certificate/i);
      expect(error.message.toLowerCase()).not.toContain(CERTIFICATE.toLowerCase());
    }
  });

  it('refuses a token of another one, and compares the App ID as text', () => {
    expect(codeForOptions({ appId: OTHER_CERTIFICATE })).toBe('wrong_app_id');
    expect(codeForOptions({ appId: APP_ID.toUpperCase() })).toBe('wrong_app_id');
    expect(judge({ appId: APP_ID.toUpperCase() })).toBe('wrong_app_id');
    expect(judge({ appId: '' })).toBe('wrong_app_id');
  });

  it('refuses what is no App ID', () => {
    for (const appId of ['', 'x'.repeat(32), undefined]) {
      expect(codeForOptions({ appId })).toBe('invalid_app_id');
    }
  });
});

describe('verifyToken, given a time,', () => {
  const at = (now: number, options: Partial<VerifyTokenOptions> = {}): string =>
    codeForOptions({ now: ISSUED_AT + now, ...options });

  it('accepts a token from 60 seconds before its issue to 60 seconds after its end', () => {
    expect(at(-61)).toBe('not_yet_valid');
    expect(at(-60)).toBe('fine');
    expect(at(3600 + 59)).toBe('fine');
    expect(at(3600 + 60)).toBe('expired');
  });

  it('allows no difference of the clocks in strict mode', () => {
    expect(at(-1, { strict: true })).toBe('not_yet_valid');
    expect(at(0, { strict: true })).toBe('fine');
    expect(at(3599, { strict: true })).toBe('fine');
    expect(at(3600, { strict: true })).toBe('expired');
  });

  it('allows the difference that is given, in strict mode too', () => {
    for (const strict of [true, false]) {
      const options = { strict, clockToleranceSeconds: 5 };
      expect(at(-6, options)).toBe('not_yet_valid');
      expect(at(-5, options)).toBe('fine');
      expect(at(3604, options)).toBe('fine');
      expect(at(3605, options)).toBe('expired');
    }
    expect(at(3600, { clockToleranceSeconds: 0 })).toBe('expired');
    expect(at(-1, { clockToleranceSeconds: 0 })).toBe('not_yet_valid');
  });

  it('lets a privilege end with the same difference', () => {
    const service = forgeService(1, [[1, 600]], ['stage-1', '7']);
    const privilegeAt = (now: number, options: Partial<VerifyTokenOptions> = {}): string =>
      judgeRtc([service], { privileges: ['joinChannel'] }, { now: ISSUED_AT + now, ...options });
    expect(privilegeAt(659)).toBe('fine');
    expect(privilegeAt(660)).toBe('privilege_expired');
    expect(privilegeAt(599, { strict: true })).toBe('fine');
    expect(privilegeAt(600, { strict: true })).toBe('privilege_expired');
    expect(privilegeAt(604, { clockToleranceSeconds: 5 })).toBe('fine');
    expect(privilegeAt(605, { clockToleranceSeconds: 5 })).toBe('privilege_expired');
  });

  it('adds issue time and life beyond 32 bits', () => {
    const content = { issuedAt: 0xffffffff, expiresInSeconds: 0xffffffff };
    const atTime = (now: number): string => judge(content, { now, clockToleranceSeconds: 0 });
    expect(atTime(0xffffffff)).toBe('fine');
    expect(atTime(8_589_934_589)).toBe('fine');
    expect(atTime(8_589_934_590)).toBe('expired');
    expect(atTime(0xfffffffe)).toBe('not_yet_valid');
  });

  it('refuses a token that was over at once', () => {
    expect(judge({ expiresInSeconds: 0 }, { clockToleranceSeconds: 0 })).toBe('expired');
    expect(judge({ expiresInSeconds: 0 }, { now: ISSUED_AT + 59 })).toBe('fine');
  });

  it.each([-1, 1.5, Number.NaN, '1700000000', 1_700_000_000_000, null])(
    'refuses now = %s',
    (now) => {
      expect(codeForOptions({ now })).toBe('invalid_time');
    },
  );

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '60', null])(
    'refuses a tolerance of %s',
    (clockToleranceSeconds) => {
      expect(codeForOptions({ clockToleranceSeconds })).toBe('invalid_option');
    },
  );
});

describe('verifyToken in strict mode', () => {
  const strict = (services: readonly Uint8Array[]): string => judge({ services }, { strict: true });

  it('refuses a service that is not known here, and several of one type', () => {
    const service = forgeRtc('stage-1', '7');
    expect(strict([service])).toBe('fine');
    expect(strict([service, UNKNOWN])).toBe('unknown_service');
    expect(strict([service, service, UNKNOWN])).toBe('unknown_service');
    expect(strict([service, forgeRtc('stage-2', '8')])).toBe('duplicate_service');
  });

  it('is what accepts neither; otherwise both are accepted, and the rest is left unread', () => {
    const service = forgeRtc('stage-1', '7');
    expect(judge({ services: [service, forgeRtc('stage-2', '8')] })).toBe('fine');
    const verified = verifyToken(forgeToken({ services: [service, UNKNOWN] }), sampleVerify());
    expect(verified.unreadServices).toEqual({ type: 99, count: 1 });
  });
});

describe('verifyToken, given a limit,', () => {
  it('inflates no more than that', () => {
    const { length } = forgeContent({});
    expect(judge({}, { maxContentBytes: length })).toBe('fine');
    expect(judge({}, { maxContentBytes: length - 1 })).toBe('inflate_limit');
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '100', null])(
    'refuses a limit of %s, which would not limit anything',
    (maxContentBytes) => {
      expect(codeForOptions({ maxContentBytes })).toBe('invalid_option');
    },
  );

  it('inflates at most 65536 bytes where none is given', () => {
    const services = Array.from({ length: 8000 }, () => forgeService(1, [], ['', '']));
    const { length } = forgeContent({ services });
    const filler = Array.from({ length: (65_536 - length) / 2 }, () => 'x').join('');
    const full = [...services.slice(1), forgeService(1, [], [filler, filler])];
    expect(forgeContent({ services: full })).toHaveLength(65_536);
    expect(judge({ services: full })).toBe('fine');
    expect(judge({ services: [...full, forgeService(1, [], ['', ''])] })).toBe('inflate_limit');
    const wide = { services: [...full, forgeService(1, [], ['', ''])] };
    expect(judge(wide, { maxContentBytes: 100_000 })).toBe('fine');
  });
});
