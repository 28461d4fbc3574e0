import { describe, expect, it } from 'vitest';
import { issueToken, rtc, verifyToken, type RtcExpectation } from '../src/index.js';
import { codeOf, outcomeOf } from './catch-token-error.js';
import { forgeRtc, forgeService, forgeToken, ISSUED_AT } from './forge-token.js';
import { judgeRtc, UNKNOWN } from './judge-token.js';
import { sampleIssue, sampleVerify } from './sample-options.js';

describe('verifyToken, given an expectation,', () => {
  it('finds the channel and the user that it wants, and refuses others', () => {
    const service = forgeRtc('stage-1', '7');
    expect(judgeRtc([service], {})).toBe('fine');
    expect(judgeRtc([service], { channel: 'stage-1' })).toBe('fine');
    expect(judgeRtc([service], { channel: 'stage-1', uid: 7 })).toBe('fine');
    expect(judgeRtc([service], { account: '7' })).toBe('fine');
    expect(judgeRtc([service], { channel: 'stage-2' })).toBe('wrong_channel');
    expect(judgeRtc([service], { channel: 'Stage-1' })).toBe('wrong_channel');
    expect(judgeRtc([service], { channel: 'stage-1', uid: 8 })).toBe('wrong_uid');
    expect(judgeRtc([service], { account: 'zoë' })).toBe('wrong_uid');
    expect(judgeRtc([forgeRtc('stage-1', '07')], { uid: 7 })).toBe('wrong_uid');
    expect(judgeRtc([forgeRtc('stage-1', '0')], { uid: 7 })).toBe('wrong_uid');
  });

  it('compares accounts byte by byte, without composing characters', () => {
    const composed = 'zo\u00eb';
    const decomposed = 'zoe\u0308';
    expect(judgeRtc([forgeRtc('a', composed)], { account: composed })).toBe('fine');
    expect(judgeRtc([forgeRtc('a', composed)], { account: decomposed })).toBe('wrong_uid');
    expect(judgeRtc([forgeRtc('a', '\ufeffzoe')], { account: 'zoe' })).toBe('wrong_uid');
  });

  it('refuses a token for any user unless that is allowed', () => {
    const token = issueToken(
      sampleIssue({ services: [rtc({ channel: 'stage-1', uid: 0, role: 'publisher' })] }),
    );
    const judgeToken = (wanted: Omit<RtcExpectation, 'service'>): string =>
      outcomeOf(() => verifyToken(token, sampleVerify({ expect: { service: 'rtc', ...wanted } })));
    expect(judgeToken({ uid: 7 })).toBe('wildcard_uid');
    expect(judgeToken({ uid: 7, allowWildcardChannel: true })).toBe('wildcard_uid');
    expect(judgeToken({ uid: 7, allowWildcardUid: true })).toBe('fine');
    expect(judgeToken({ account: 'zoë', allowWildcardUid: true })).toBe('fine');
    expect(judgeToken({ channel: 'stage-1' })).toBe('fine');
    expect(judgeToken({ channel: 'stage-2', uid: 7, allowWildcardUid: true })).toBe(
      'wrong_channel',
    );
  });

  it.each(['', '*'])('refuses a token for any channel, spelt %j, unless that is allowed', (any) => {
    const service = forgeRtc(any, '7');
    expect(judgeRtc([service], { channel: 'stage-1' })).toBe('wildcard_channel');
    const onlyUid = { channel: 'stage-1', allowWildcardUid: true };
    expect(judgeRtc([service], onlyUid)).toBe('wildcard_channel');
    expect(judgeRtc([service], { channel: 'stage-1', allowWildcardChannel: true })).toBe('fine');
    expect(judgeRtc([service], { uid: 7 })).toBe('fine');
    const otherUser = { channel: 'stage-1', uid: 8, allowWildcardChannel: true };
    expect(judgeRtc([service], otherUser)).toBe('wrong_uid');
  });

  it('takes a star for no wildcard where it stands for a user', () => {
    const wanted = { uid: 7, allowWildcardUid: true, allowWildcardChannel: true };
    expect(judgeRtc([forgeRtc('stage-1', '*')], wanted)).toBe('wrong_uid');
    expect(judgeRtc([forgeRtc('**', '7')], { channel: 'a', ...wanted })).toBe('wrong_channel');
  });

  it('finds all privileges that it wants, and refuses when one is missing', () => {
    const service = forgeService(
      1,
      [
        [1, 0],
        [3, 0],
      ],
      ['stage-1', '7'],
    );
    expect(judgeRtc([service], { privileges: ['joinChannel', 'publishVideoStream'] })).toBe('fine');
    expect(judgeRtc([service], { privileges: [] })).toBe('fine');
    const audio = { privileges: ['joinChannel', 'publishAudioStream'] } as const;
    expect(judgeRtc([service], audio)).toBe('privilege_missing');
    expect(judgeRtc([forgeService(1, [], ['a', '7'])], { privileges: ['joinChannel'] })).toBe(
      'privilege_missing',
    );
  });

  it('ends a privilege with the token even if it says that it lasts longer', () => {
    const service = forgeService(
      1,
      [
        [1, 86_400],
        [2, 0xffffffff],
      ],
      ['stage-1', '7'],
    );
    const { services } = verifyToken(forgeToken({ services: [service] }), sampleVerify());
    const joinChannel = { expiresInSeconds: 86_400, expiresAt: ISSUED_AT + 3600 };
    const publishAudioStream = { expiresAt: ISSUED_AT + 3600 };
    expect(services).toMatchObject([{ privileges: { joinChannel, publishAudioStream } }]);
  });

  it('lets a privilege without a life of its own live as long as the token', () => {
    const service = forgeService(1, [[1, 0]], ['stage-1', '7']);
    const wanted = { privileges: ['joinChannel'] } as const;
    expect(judgeRtc([service], wanted, { now: ISSUED_AT + 3659 })).toBe('fine');
    expect(judgeRtc([service], wanted, { now: ISSUED_AT + 3660 })).toBe('expired');
  });

  it('reads privileges outside the table by number, and never takes them for another', () => {
    const service = forgeService(
      1,
      [
        [0, 0],
        [5, 7],
        [65_535, 0],
      ],
      ['stage-1', '7'],
    );
    const token = forgeToken({ services: [service] });
    const { services } = verifyToken(token, sampleVerify({ strict: true }));
    expect(Object.keys(services[0]?.privileges ?? {})).toEqual(['0', '5', '65535']);
    expect(judgeRtc([service], { privileges: ['joinChannel'] })).toBe('privilege_missing');
  });

  it('wants a service that the token has', () => {
    expect(judgeRtc([UNKNOWN], {})).toBe('service_missing');
    expect(judgeRtc([UNKNOWN, forgeRtc('stage-1', '7')], {})).toBe('service_missing');
    expect(judgeRtc([forgeRtc('stage-1', '7'), UNKNOWN], {})).toBe('fine');
  });

  it('never puts channel, user and privileges together from several services', () => {
    const services = [
      forgeService(1, [[1, 0]], ['stage-1', '7']),
      forgeService(
        1,
        [
          [1, 0],
          [2, 0],
        ],
        ['stage-2', '7'],
      ),
      forgeService(
        1,
        [
          [1, 0],
          [2, 0],
        ],
        ['stage-1', '8'],
      ),
    ];
    const wanted = { channel: 'stage-1', uid: 7 };
    expect(judgeRtc(services, wanted)).toBe('fine');
    const publishing = { ...wanted, privileges: ['publishAudioStream'] } as const;
    expect(judgeRtc(services, publishing)).toBe('privilege_missing');
    expect(judgeRtc(services, { channel: 'stage-2', uid: 8 })).toBe('wrong_uid');
    expect(judgeRtc(services, { ...publishing, channel: 'stage-2' })).toBe('fine');
  });

  it('explains by the service that came nearest', () => {
    const far = forgeRtc('stage-2', '7');
    const near = forgeRtc('stage-1', '8');
    const wanted = { channel: 'stage-1', uid: 7 };
    expect(judgeRtc([far, near], wanted)).toBe('wrong_uid');
    expect(judgeRtc([near, far], wanted)).toBe('wrong_uid');
    expect(judgeRtc([far, forgeRtc('', '7')], wanted)).toBe('wrong_channel');
  });

  it('refuses an expectation that cannot be checked, before it looks at the token', () => {
    const codeFor = (wanted: unknown): string =>
      codeOf(() => verifyToken('no token', sampleVerify({ expect: wanted as RtcExpectation })));
    expect(codeFor({ service: 'signaling' })).toBe('invalid_option');
    expect(codeFor({ service: 'rtc', channel: '*' })).toBe('invalid_channel');
    expect(codeFor({ service: 'rtc', uid: 0 })).toBe('invalid_uid');
    expect(codeFor({ service: 'rtc', account: '' })).toBe('invalid_account');
    expect(codeFor({ service: 'rtc', privileges: ['login'] })).toBe('invalid_privilege');
  });
});
