import { describe, expect, it } from 'vitest';
import { AuthError } from '../../errors.js';
import { splitAuthorization } from '../../headers/authorization.js';
import { HeaderIndex } from '../../headers/header-index.js';
import { PROFILES } from '../../profile.js';
import type { HeaderPairs } from '../../request.js';
import { hasPair, readToken, type ShownToken } from './read-token.js';

function read(headers: HeaderPairs): ShownToken {
  const index = new HeaderIndex(headers);
  const value = index.first('authorization') ?? '';
  return readToken({
    head: { method: 'GET', target: '/', headers },
    index,
    authorization: value === '' ? undefined : splitAuthorization(value),
    lookup: { findCustomer: () => undefined },
    now: () => 0,
    replay: undefined,
    profile: PROFILES.strict,
    claim: () => undefined,
  });
}

function codeOf(headers: HeaderPairs): string {
  try {
    read(headers);
  } catch (error) {
    if (error instanceof AuthError) return error.code;
    throw error;
  }
  return 'fine';
}

describe('a token in Authorization', () => {
  it.each([
    ['as the documents have it', 'agora token=007eJw+/a=='],
    ['in capitals', 'AGORA token=007eJw+/a=='],
    ['with a capital', 'Agora Token=007eJw+/a=='],
    ['with blanks behind the scheme', 'agora   token=007eJw+/a=='],
    ['with blanks around the sign', 'agora token \t= \t007eJw+/a=='],
    ['with blanks at the end', ' agora token=007eJw+/a== \t'],
  ])('is read %s', (_, value) => {
    expect(read([['Authorization', value]])).toEqual({ text: '007eJw+/a==', uid: undefined });
  });

  it.each([
    ['is nothing', 'agora'],
    ['has no name', 'agora 007eJw+/a=='],
    ['has another name', 'agora tokens=007eJw+/a=='],
    ['has a name that ends so', 'agora x-token=007eJw+/a=='],
    ['has no sign', 'agora token 007eJw+/a=='],
    ['has no token', 'agora token='],
    ['has two signs', 'agora token==007eJw+/a=='],
    ['has quotes', 'agora token="007eJw+/a=="'],
    ['has a blank in it', 'agora token=007eJw a=='],
    ['has another parameter', 'agora token=007eJw+/a==, uid=7'],
    ['goes on after its end', 'agora token=007eJw+/a==b'],
    ['has a percent sign', 'agora token=007eJw%2Fa=='],
    ['has the scheme twice', 'agora agora token=007eJw+/a=='],
    ['has a non-breaking space', 'agora token=007\u00a0eJw=='],
  ])('is refused where it %s', (_, value) => {
    expect(codeOf([['Authorization', value]])).toBe('authorization_malformed');
  });

  it('is told apart from what is no token, in the advice', () => {
    expect(() => read([['Authorization', 'agora 007abc']])).toThrow(/must be token= and/);
    expect(() => read([['Authorization', 'agora token="007"']])).toThrow(/without quotes/);
  });
});

describe('the pair', () => {
  it('is both headers', () => {
    const headers = [
      ['X-Agora-Token', ' 007eJw+/a== '],
      ['X-Agora-Uid', ' zoe '],
    ] as const;
    expect(read(headers)).toEqual({ text: '007eJw+/a==', uid: 'zoe' });
  });

  it.each([
    ['user', [['x-agora-token', '007eJw']]],
    ['token', [['x-agora-uid', 'zoe']]],
    ['user, where it is empty,', [['x-agora-token', '007eJw'] as const, ['x-agora-uid', '']]],
    ['token, where it is empty,', [['x-agora-token', ''] as const, ['x-agora-uid', 'zoe']]],
  ] as const)('is incomplete without the %s', (_, headers) => {
    expect(codeOf(headers)).toBe('token_pair_incomplete');
  });

  it('names the header that is missing', () => {
    expect(() => read([['x-agora-token', '007eJw']])).toThrow(/^x-agora-uid is missing/);
    expect(() => read([['x-agora-uid', 'zoe']])).toThrow(/^x-agora-token is missing/);
  });

  it('names users in UTF-8', () => {
    const octets = Buffer.from('zoë 🎭').toString('latin1');
    const headers: HeaderPairs = [
      ['x-agora-token', '007eJw'],
      ['x-agora-uid', octets],
    ];
    expect(read(headers).uid).toBe('zoë 🎭');
  });

  it('keeps a mark at the beginning of a user, who is another one with it', () => {
    const octets = Buffer.from('\ufeffzoe').toString('latin1');
    const headers: HeaderPairs = [
      ['x-agora-token', '007eJw'],
      ['x-agora-uid', octets],
    ];
    expect(read(headers).uid).toBe('\ufeffzoe');
  });

  it('may be as long as Authorization', () => {
    const pairOf = (length: number): HeaderPairs => [
      ['x-agora-token', '0'.repeat(length)],
      ['x-agora-uid', 'zoe'],
    ];
    const { maxAuthorizationBytes } = PROFILES.strict;
    expect(codeOf(pairOf(maxAuthorizationBytes))).toBe('fine');
    expect(codeOf(pairOf(maxAuthorizationBytes + 1))).toBe('authorization_too_long');
  });

  it.each([
    [false, []],
    [false, [['x-agora-token', ''] as const, ['x-agora-uid', ' '] as const]],
    [true, [['x-agora-token', '007'] as const]],
    [true, [['x-agora-uid', 'zoe'] as const]],
  ] as const)('is there: %s', (isThere, headers) => {
    expect(hasPair(new HeaderIndex(headers))).toBe(isThere);
  });
});
