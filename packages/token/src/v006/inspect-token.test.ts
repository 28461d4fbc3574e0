import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { APP_ID, ISSUED_AT } from '../../test/forge-token.js';
import { EXPIRES_AT, forgeToken006 } from '../../test/forge-token-006.js';
import { SIGNALING, sampleIssue006 } from '../../test/sample-options-006.js';
import { inspectToken006 } from './inspect-token.js';
import { issueToken006 } from './issue-token.js';

describe('inspectToken006', () => {
  it('says all that a token says, and that nothing of it is proven', () => {
    const ends = { joinChannel: 0, publishAudioStream: ISSUED_AT + 600 };
    const token = issueToken006(sampleIssue006({ role: undefined, privileges: ends }));
    expect(inspectToken006(token)).toEqual({
      verified: false,
      version: '006',
      appId: APP_ID,
      expiresAt: EXPIRES_AT,
      salt: 1,
      crcChannel: crc32('stage-1'),
      crcUid: crc32('7'),
      privileges: {
        joinChannel: { ownExpiresAt: 0, expiresAt: EXPIRES_AT },
        publishAudioStream: { ownExpiresAt: ISSUED_AT + 600, expiresAt: ISSUED_AT + 600 },
      },
    });
  });

  it('tells a token for any user, and one of Signaling', () => {
    expect(inspectToken006(issueToken006(sampleIssue006({ uid: 0 }))).crcUid).toBe(0);
    const token = issueToken006(sampleIssue006({ ...SIGNALING, role: undefined }));
    const { crcChannel, privileges } = inspectToken006(token);
    expect(crcChannel).toBe(crc32('zoe'));
    expect(Object.keys(privileges)).toEqual(['login']);
  });

  it('names a privilege that is not known here by its number, and cuts an end off with the token', () => {
    const privileges = [
      [101, EXPIRES_AT + 5],
      [65_535, 3600],
    ] as const;
    expect(inspectToken006(forgeToken006({ privileges })).privileges).toEqual({
      '101': { ownExpiresAt: EXPIRES_AT + 5, expiresAt: EXPIRES_AT },
      '65535': { ownExpiresAt: 3600, expiresAt: 3600 },
    });
  });

  it('reads a token whose signature is wrong, one without privileges, and the largest numbers', () => {
    const token = forgeToken006({
      signature: new Uint8Array(32),
      privileges: [],
      salt: 0xffff_ffff,
      expiresAt: 0xffff_ffff,
      crcChannel: 0xffff_ffff,
      crcUid: 0xffff_fffe,
    });
    expect(inspectToken006(token)).toMatchObject({
      salt: 4_294_967_295,
      expiresAt: 4_294_967_295,
      crcChannel: 4_294_967_295,
      crcUid: 4_294_967_294,
      privileges: {},
    });
  });

  it('throws what is wrong with a text that is no token', () => {
    expect(codeOf(() => inspectToken006(''))).toBe('malformed');
    expect(codeOf(() => inspectToken006('007abc'))).toBe('unsupported_version');
  });
});
