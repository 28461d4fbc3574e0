import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { ANY_USER, parseParticularUser, parseUser } from './parse-user.js';

const parseUid = (uid: unknown): string => parseUser({ uid });
const parseAccount = (account: unknown): string => parseUser({ account });

describe('parseUser, given a uid,', () => {
  it.each([
    [1, '1'],
    [7, '7'],
    [2_882_341_273, '2882341273'],
    [4_294_967_295, '4294967295'],
  ])('writes %d in decimal', (uid, text) => {
    expect(parseUid(uid)).toBe(text);
  });

  it('writes 0 as the empty text, which means any user', () => {
    expect(parseUid(0)).toBe('');
    expect(parseUid(-0)).toBe('');
    expect(ANY_USER).toBe('');
  });

  it.each([
    4_294_967_296,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '7',
    '0',
    '',
    null,
    undefined,
    true,
    7n,
    {},
    [7],
  ])('refuses %s', (uid) => {
    expect(codeOf(() => parseUid(uid))).toBe('invalid_uid');
  });

  it('says to whoever gives a text that a text is an account', () => {
    expect(() => parseUid('7')).toThrow(/"7".*account/);
  });
});

describe('parseUser, given an account,', () => {
  it('takes any text, also one that looks like a uid', () => {
    for (const account of ['zoë', '0', '7', ' ', '\ufeff', '\0', '😀']) {
      expect(parseAccount(account)).toBe(account);
    }
  });

  it('takes up to 255 bytes of UTF-8', () => {
    for (const [character, count] of [
      ['a', 255],
      ['ë', 127],
      ['€', 85],
      ['😀', 63],
    ] as const) {
      expect(parseAccount(character.repeat(count))).toBe(character.repeat(count));
      const tooLong = `${character.repeat(count)}😀`;
      expect(codeOf(() => parseAccount(tooLong))).toBe('invalid_account');
    }
    expect(parseAccount(`${'ë'.repeat(127)}a`)).toHaveLength(128);
    expect(() => parseAccount('a'.repeat(256))).toThrow(/\b256\b/);
  });

  it.each(['', '\ud800', 'a\udc00', '\udc00\ud800', 'ok\ud83d'])('refuses %j', (account) => {
    expect(codeOf(() => parseAccount(account))).toBe('invalid_account');
  });

  it.each([null, 7, {}, ['a']])('refuses what is no text: %s', (account) => {
    expect(codeOf(() => parseAccount(account))).toBe('invalid_account');
  });
});

describe('parseUser', () => {
  it('takes a uid or an account', () => {
    expect(parseUser({ uid: 7 })).toBe('7');
    expect(parseUser({ uid: 0 })).toBe('');
    expect(parseUser({ account: 'zoë' })).toBe('zoë');
    expect(parseUser({ uid: undefined, account: '7' })).toBe('7');
  });

  it('refuses both and neither', () => {
    expect(codeOf(() => parseUser({ uid: 7, account: '7' }))).toBe('invalid_uid');
    expect(codeOf(() => parseUser({ uid: 0, account: 'zoë' }))).toBe('invalid_uid');
    expect(codeOf(() => parseUser({}))).toBe('invalid_uid');
  });

  it('refuses what is no uid and what is no account', () => {
    expect(codeOf(() => parseUser({ uid: -1 }))).toBe('invalid_uid');
    expect(codeOf(() => parseUser({ account: '' }))).toBe('invalid_account');
    expect(codeOf(() => parseUser({ account: null }))).toBe('invalid_account');
  });
});

describe('parseParticularUser', () => {
  it('takes whoever can be here, and never any user', () => {
    expect(parseParticularUser({ uid: 7 })).toBe('7');
    expect(parseParticularUser({ account: '0' })).toBe('0');
    expect(codeOf(() => parseParticularUser({ uid: 0 }))).toBe('invalid_uid');
    expect(codeOf(() => parseParticularUser({ account: '' }))).toBe('invalid_account');
  });
});
