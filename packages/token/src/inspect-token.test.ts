import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { APP_ID, forgeRtc, forgeService, forgeToken, ISSUED_AT } from '../test/forge-token.js';
import { sampleIssue } from '../test/sample-options.js';
import { inspectToken } from './inspect-token.js';
import { issueToken } from './issue-token.js';

describe('inspectToken', () => {
  it('says all that a token says, and that nothing of it is proven', () => {
    expect(inspectToken(issueToken(sampleIssue()))).toEqual({
      verified: false,
      version: '007',
      appId: APP_ID,
      issuedAt: ISSUED_AT,
      expiresAt: ISSUED_AT + 3600,
      expiresInSeconds: 3600,
      salt: 1,
      services: [
        {
          service: 'rtc',
          channel: 'stage-1',
          uid: '7',
          privileges: {
            joinChannel: { expiresInSeconds: 0, expiresAt: ISSUED_AT + 3600 },
            publishAudioStream: { expiresInSeconds: 0, expiresAt: ISSUED_AT + 3600 },
            publishVideoStream: { expiresInSeconds: 0, expiresAt: ISSUED_AT + 3600 },
            publishDataStream: { expiresInSeconds: 0, expiresAt: ISSUED_AT + 3600 },
          },
        },
      ],
    });
  });

  it('reads a token whose signature is wrong, and still says that it is not proven', () => {
    const token = forgeToken({ signature: new Uint8Array(32) });
    expect(inspectToken(token)).toMatchObject({ verified: false, appId: APP_ID });
  });

  it('reads any App ID, any time and any salt', () => {
    const token = forgeToken({
      appId: 'not hex at all',
      issuedAt: 0xffffffff,
      expiresInSeconds: 0xffffffff,
      salt: 0xffffffff,
    });
    expect(inspectToken(token)).toMatchObject({
      appId: 'not hex at all',
      issuedAt: 4_294_967_295,
      expiresAt: 8_589_934_590,
      expiresInSeconds: 4_294_967_295,
      salt: 4_294_967_295,
    });
  });

  it('reads a token that was over at once', () => {
    const token = forgeToken({ expiresInSeconds: 0 });
    expect(inspectToken(token)).toMatchObject({ expiresAt: ISSUED_AT, expiresInSeconds: 0 });
  });

  it('keeps several services of one type in the order of the token', () => {
    const token = forgeToken({ services: [forgeRtc('b', '2'), forgeRtc('a', '1')] });
    expect(inspectToken(token).services).toMatchObject([{ channel: 'b' }, { channel: 'a' }]);
  });

  it('reads what comes before a service that is not known here, and says what it left', () => {
    const unknown = forgeService(99, [[1, 600]], ['zoe']);
    const token = forgeToken({ services: [forgeRtc('stage-1', '7'), unknown, forgeRtc('x', '1')] });
    const { services, unreadServices } = inspectToken(token);
    expect(services).toHaveLength(1);
    expect(unreadServices).toEqual({ type: 99, count: 2 });
  });

  it('throws what is wrong with a text that is no token', () => {
    expect(codeOf(() => inspectToken(''))).toBe('malformed');
    expect(codeOf(() => inspectToken('006abc'))).toBe('unsupported_version');
    expect(codeOf(() => inspectToken(undefined as never))).toBe('malformed');
  });
});
