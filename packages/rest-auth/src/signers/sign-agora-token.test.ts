import { rtm } from '@stagedoor/token';
import { assert, asyncProperty, boolean, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_ID, LOOKUP, sampleToken, withHeaders } from '../../test/sample-tokens.js';
import { NOW } from '../../test/verify-token-request.js';
import { agoraToken } from '../agora-token.js';
import { InvalidAuthOptionError } from '../errors.js';
import { verifyRequest } from '../verify-request.js';
import { signAgoraToken } from './sign-agora-token.js';

describe('signAgoraToken', () => {
  it('writes the header of the documents', () => {
    expect(signAgoraToken({ token: '007eJw+/a==' })).toEqual([
      ['Authorization', 'agora token=007eJw+/a=='],
    ]);
  });

  it('writes the pair of older clients where it is asked for', () => {
    expect(signAgoraToken({ token: '007eJw+/a==', userId: 'zoe', asPair: true })).toEqual([
      ['x-agora-token', '007eJw+/a=='],
      ['x-agora-uid', 'zoe'],
    ]);
  });

  it('writes no user without the pair', () => {
    expect(signAgoraToken({ token: '007eJw', userId: 'zoe', asPair: false })).toHaveLength(1);
  });

  it('writes one character for each octet', () => {
    const [, uid] = signAgoraToken({ token: '007eJw', userId: 'zoë', asPair: true });
    expect(uid).toEqual(['x-agora-uid', 'zo\u00c3\u00ab']);
  });

  it('is read by the verifier, whatever the user is called', async () => {
    const userIds = string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((text) => /^[^\p{C}\s]([^\p{C}\p{Z}]| )*$/u.test(text) && text.trim() === text)
      .filter((text) => new TextEncoder().encode(text).length <= 64);
    await assert(
      asyncProperty(userIds, boolean(), async (userId, asPair) => {
        const headers = signAgoraToken({ token: sampleToken([rtm({ userId })]), userId, asPair });
        const scheme = agoraToken({ appId: APP_ID, service: 'rtm', takesPair: true });
        const options = { schemes: [scheme], lookup: LOOKUP, now: () => NOW };
        const principal = await verifyRequest(withHeaders(...headers), options);
        expect(principal).toMatchObject({ userId });
      }),
    );
  });

  it.each([
    ['a header inside the token', { token: '007eJw\r\nX-Other: 1' }],
    ['a blank in the token', { token: '007 eJw' }],
    ['the whole header as the token', { token: 'agora token=007eJw' }],
    ['quotes around the token', { token: '"007eJw"' }],
    ['no token', { token: '' }],
    ['a pair without a user', { token: '007eJw', asPair: true }],
    ['a pair with an empty user', { token: '007eJw', asPair: true, userId: '' }],
    ['a header inside the user', { token: '007eJw', asPair: true, userId: 'z\r\nX-Other: 1' }],
    ['a zero in the user', { token: '007eJw', asPair: true, userId: 'z\0' }],
    ['a blank before the user', { token: '007eJw', asPair: true, userId: ' zoe' }],
    ['a blank behind the user', { token: '007eJw', asPair: true, userId: 'zoe ' }],
  ])('refuses %s', (_, credential) => {
    expect(() => signAgoraToken(credential)).toThrow(InvalidAuthOptionError);
  });
});
