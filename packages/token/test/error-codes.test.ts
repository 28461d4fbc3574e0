import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as publicApi from '../src/index.js';
import {
  issueToken,
  inspectToken,
  rtc,
  TokenError,
  TokenInputError,
  TokenRejectedError,
  verifyToken,
} from '../src/index.js';
import { catchTokenError } from './catch-token-error.js';
import { FAILURES } from './failures.js';
import { APP_ID, CERTIFICATE, forgeContent, ISSUED_AT } from './forge-token.js';

/** All classes of errors that the package makes public, but for the three that only group the others. */
const ERROR_CLASSES = Object.entries(publicApi).filter(
  ([name]) => name.endsWith('Error') && !/^Token(Input|Rejected)?Error$/.test(name),
);

describe('the public error classes', () => {
  it('are each reached through issueToken, inspectToken or verifyToken', () => {
    const reached = FAILURES.map(({ run }) => catchTokenError(run).constructor.name);
    const names = ERROR_CLASSES.map(([name]) => name);
    expect([...new Set(reached)].toSorted()).toEqual(names.toSorted());
  });

  it('have one code each, and no code twice', () => {
    const pairs = FAILURES.map(({ run }) => {
      const error = catchTokenError(run);
      return `${error.constructor.name} ${error.code}`;
    });
    const unique = [...new Set(pairs)];
    expect(unique).toHaveLength(ERROR_CLASSES.length);
    expect(new Set(unique.map((pair) => pair.split(' ')[1])).size).toBe(ERROR_CLASSES.length);
  });
});

describe.each(FAILURES)('$code: $name', ({ code, run }) => {
  it('is thrown', () => {
    const error = catchTokenError(run);
    expect(error).toBeInstanceOf(TokenError);
    expect(error).toBeInstanceOf(Error);
    expect(error.code).toBe(code);
    expect(error.name).toBe('TokenError');
  });

  it('is a mistake of the caller or a refusal of the token, as its code says', () => {
    const error = catchTokenError(run);
    const isInput = /^invalid_|^expiry_too_long$/.test(code);
    expect(error instanceof TokenInputError).toBe(isInput);
    expect(error instanceof TokenRejectedError).toBe(!isInput);
  });

  it('has a message of one line that says something', () => {
    const { message } = catchTokenError(run);
    expect(message).toMatch(/^\S[^\n]{10,400}$/);
    expect(message).not.toMatch(/\[object|undefined:/);
  });
});

describe('what errors tell programs', () => {
  const token = issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [rtc({ channel: 'a', uid: 1, privileges: { joinChannel: 100 } })],
    expiresInSeconds: 200,
    issuedAt: ISSUED_AT,
  });
  const verifyAt = (now: number): TokenError =>
    catchTokenError(() =>
      verifyToken(token, {
        appId: APP_ID,
        certificates: [CERTIFICATE],
        now,
        clockToleranceSeconds: 0,
        expect: { service: 'rtc', privileges: ['joinChannel'] },
      }),
    );

  it('is when the token was issued or ended, and when the privilege ended', () => {
    expect(verifyAt(ISSUED_AT - 1)).toMatchObject({
      code: 'not_yet_valid',
      issuedAt: ISSUED_AT,
    });
    expect(verifyAt(ISSUED_AT + 150)).toMatchObject({
      code: 'privilege_expired',
      expiredAt: ISSUED_AT + 100,
    });
    expect(verifyAt(ISSUED_AT + 250)).toMatchObject({
      code: 'expired',
      expiredAt: ISSUED_AT + 200,
    });
  });

  it('is the cause where a text is no UTF-8', () => {
    const content = forgeContent({ appId: Uint8Array.of(0xff) });
    const text = `007${deflateSync(content).toString('base64')}`;
    expect(catchTokenError(() => inspectToken(text)).cause).toBeInstanceOf(TypeError);
  });
});
