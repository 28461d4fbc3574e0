import { describe, expect, it } from 'vitest';
import {
  parseRequestedAccount,
  parseRequestedUid,
  parseRequestedUserId,
  parseWrittenUid,
} from './parse-requested-user.js';

const refused = (code: string): unknown => expect.objectContaining({ code });

describe('a uid', () => {
  it.each([1, 1234, 1e3, 4_294_967_295])('may be %d', (uid) => {
    expect(parseRequestedUid(uid)).toEqual({ kind: 'uid', uid });
  });

  it.each([0, -0])('that is %d is anyone', (uid) => {
    expect(parseRequestedUid(uid)).toEqual({ kind: 'anyone' });
  });

  it.each([-1, 1.5, 4_294_967_296, Number.NaN, Infinity, '1234', null, true, [1234], {}])(
    'may not be %j',
    (value) => {
      expect(() => parseRequestedUid(value)).toThrow(refused('invalid_uid'));
    },
  );
});

describe('a uid in an address', () => {
  it('is decimal', () => {
    expect(parseWrittenUid('1234')).toEqual({ kind: 'uid', uid: 1234 });
    expect(parseWrittenUid('0')).toEqual({ kind: 'anyone' });
  });

  it.each(['', ' 12', '12 ', '0012', '00', '+1', '-1', '1e3', '0x10', '4294967296', '１２', 'NaN'])(
    'may not be %j',
    (text) => {
      expect(() => parseWrittenUid(text)).toThrow(refused('invalid_uid'));
    },
  );
});

describe('an account', () => {
  it.each(['alice', ' 12', '0012', '-1', '4294967296', '１２'])(
    'may be %j, as it is',
    (account) => {
      expect(parseRequestedAccount(account)).toEqual({ kind: 'account', account });
    },
  );

  it('that is written like a uid is that uid, because a token cannot tell them apart', () => {
    expect(parseRequestedAccount('1234')).toEqual({ kind: 'uid', uid: 1234 });
    expect(parseRequestedAccount('0')).toEqual({ kind: 'anyone' });
  });

  it.each(['', 1234, null, undefined, ['alice']])('may not be %j', (value) => {
    expect(() => parseRequestedAccount(value)).toThrow(refused('invalid_account'));
  });
});

describe('a user ID', () => {
  it.each([
    [1234, { kind: 'uid', uid: 1234 }],
    ['1234', { kind: 'uid', uid: 1234 }],
    ['zoe', { kind: 'account', account: 'zoe' }],
    ['0012', { kind: 'account', account: '0012' }],
  ])('may be %j', (value, user) => {
    expect(parseRequestedUserId(value)).toEqual(user);
  });

  it.each([0, -0, '0', '', -1, 1.5, 4_294_967_296, null, true, ['zoe']])(
    'may not be %j: there is no user for anyone',
    (value) => {
      expect(() => parseRequestedUserId(value)).toThrow(refused('invalid_user_id'));
    },
  );
});
