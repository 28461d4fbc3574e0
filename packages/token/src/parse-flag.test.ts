import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../test/catch-token-error.js';
import { CERTIFICATE, forgeToken } from '../test/forge-token.js';
import { sampleIssue, sampleVerify } from '../test/sample-options.js';
import { issueToken } from './issue-token.js';
import { checkNames, checkOptions, parseFlag } from './parse-flag.js';
import { verifyToken } from './verify-token.js';

const NO_OPTIONS = [undefined, null, 'options', '', 0, true, 7n, Symbol('options'), () => ({})];
const NO_FLAGS = ['yes', 'true', 'false', '', 0, 1, null, {}, [true], 1n];

describe('checkOptions', () => {
  it('takes any object', () => {
    for (const options of [{}, Object.create(null), sampleIssue()]) {
      expect(checkOptions('issueToken', options)).toBeUndefined();
    }
  });

  it.each(NO_OPTIONS)('refuses %s', (options) => {
    const error = catchTokenError(() => checkOptions('issueToken', options));
    expect(error.code).toBe('invalid_option');
    expect(error.message).toBe('issueToken takes an object of options');
  });
});

describe('checkNames', () => {
  const KNOWN = ['service', 'channel'];
  const refusal = (given: unknown): string =>
    catchTokenError(() => checkNames('expect for rtc', given as never, KNOWN)).message;

  it('takes any of the names, and none', () => {
    for (const given of [
      {},
      { channel: undefined, chanel: undefined },
      { service: 'rtc', channel: 'a' },
    ]) {
      expect(checkNames('expect for rtc', given, KNOWN)).toBeUndefined();
    }
  });

  it('refuses a name that would be passed over, and says which there are', () => {
    expect(refusal({ chanel: 'a' })).toBe(
      'expect for rtc cannot have "chanel"; it can have service, channel',
    );
    expect(refusal(Object.create({ chanel: 'a' }))).toContain('"chanel"');
    expect(refusal(['a'])).toContain('"0"');
  });
});

describe('parseFlag', () => {
  it('takes true and false, and nothing at all for false', () => {
    expect(parseFlag('strict', true)).toBe(true);
    expect(parseFlag('strict', false)).toBe(false);
    expect(parseFlag('strict', undefined)).toBe(false);
  });

  it.each(NO_FLAGS)('refuses %s, and names the option alone', (value) => {
    const error = catchTokenError(() => parseFlag('strict', value));
    expect(error.code).toBe('invalid_option');
    expect(error.message).toBe('strict must be true or false');
  });
});

describe('issueToken and verifyToken', () => {
  it.each(NO_OPTIONS)('refuse %s for options', (options) => {
    expect(codeOf(() => issueToken(options as never))).toBe('invalid_option');
    expect(codeOf(() => verifyToken(forgeToken({}), options as never))).toBe('invalid_option');
  });

  it('refuse to be called with nothing', () => {
    expect(codeOf(() => (issueToken as () => unknown)())).toBe('invalid_option');
    expect(codeOf(() => (verifyToken as () => unknown)())).toBe('invalid_option');
  });

  it.each(NO_FLAGS)('refuse %s where true or false is meant', (value) => {
    const long = sampleIssue({ allowLongExpiry: value as never });
    expect(codeOf(() => issueToken(long))).toBe('invalid_option');
    const strict = sampleVerify({ strict: value as never });
    expect(codeOf(() => verifyToken(forgeToken({}), strict))).toBe('invalid_option');
  });

  it('do not repeat what stands in the place of a flag', () => {
    const strict = sampleVerify({ strict: CERTIFICATE as never });
    const error = catchTokenError(() => verifyToken(forgeToken({}), strict));
    expect(error.message).not.toContain(CERTIFICATE.slice(0, 8));
  });
});
