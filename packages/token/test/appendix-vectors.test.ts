import { createHmac } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  inspectToken,
  issueToken,
  rtc,
  verifyToken,
  type RtcGrant,
  type TokenClaims,
} from '../src/index.js';
import { readTokenVectors, type TokenVector } from './read-vectors.js';

const { appId, certificate, issueTs, salt, k1Hex, k2Hex, vectors } = readTokenVectors();

/** What each vector says in our words. Those with a service that is not known here are read up to it. */
const CLAIMS: Readonly<Record<string, Pick<TokenClaims, 'expiresInSeconds' | 'unreadServices'>>> = {
  'rtc-uid': { expiresInSeconds: 3600 },
  'rtc-account': { expiresInSeconds: 3600 },
  rtm: { expiresInSeconds: 600, unreadServices: { type: 2, count: 1 } },
  'rtc-rtm': { expiresInSeconds: 3600, unreadServices: { type: 2, count: 1 } },
  'chat-user': { expiresInSeconds: 86_400, unreadServices: { type: 5, count: 1 } },
  'chat-app': { expiresInSeconds: 86_400, unreadServices: { type: 5, count: 1 } },
  'apaas-room-user': { expiresInSeconds: 900, unreadServices: { type: 2, count: 3 } },
  fpa: { expiresInSeconds: 86_400, unreadServices: { type: 4, count: 1 } },
};

/** The RTC service of the vectors that have one. */
const GRANTS: Readonly<Record<string, RtcGrant>> = {
  'rtc-uid': rtc({
    channel: 'stage-1',
    uid: 2_882_341_273,
    role: 'publisher',
    privilegesExpireInSeconds: 1800,
  }),
  'rtc-account': rtc({ channel: 'stage-1', account: 'zoë', role: 'subscriber' }),
  'rtc-rtm': rtc({
    channel: 'stage-1',
    uid: 7,
    privileges: {
      joinChannel: 3600,
      publishAudioStream: 900,
      publishVideoStream: 600,
      publishDataStream: 300,
    },
  }),
};

const contentOf = (token: string): Buffer => inflateSync(Buffer.from(token.slice(3), 'base64'));
const wantedContent = ({ signatureHex, signingInfoHex }: TokenVector): Buffer =>
  Buffer.from(`2000${signatureHex}${signingInfoHex}`, 'hex');
const issueVector = ({ name }: TokenVector, grant: RtcGrant): string =>
  issueToken({
    appId,
    certificate,
    services: [grant],
    expiresInSeconds: CLAIMS[name]?.expiresInSeconds ?? 0,
    issuedAt: issueTs,
    salt,
  });

describe('the vectors of the appendix', () => {
  it('have the derived keys that they say', () => {
    const u32 = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    };
    const k1 = createHmac('sha256', u32(issueTs)).update(certificate).digest();
    expect(k1.toString('hex')).toBe(k1Hex);
    expect(createHmac('sha256', u32(salt)).update(k1).digest('hex')).toBe(k2Hex);
  });

  it('are all listed here', () => {
    expect(vectors.map(({ name }) => name).toSorted()).toEqual(Object.keys(CLAIMS).toSorted());
  });
});

describe.each(vectors)('the vector $name', (vector) => {
  const claims = {
    version: '007',
    appId,
    issuedAt: issueTs,
    salt,
    expiresAt: issueTs + (CLAIMS[vector.name]?.expiresInSeconds ?? 0),
    ...CLAIMS[vector.name],
  };

  it('inflates to the bytes that it says', () => {
    expect(contentOf(vector.token)).toEqual(wantedContent(vector));
  });

  it('is read', () => {
    expect(inspectToken(vector.token)).toMatchObject({ verified: false, ...claims });
  });

  it('is verified with its certificate, and with no other', () => {
    const options = { appId, now: issueTs };
    const verified = verifyToken(vector.token, { ...options, certificates: [certificate] });
    expect(verified).toMatchObject({ verified: true, signedWith: 'primary', ...claims });
    const other = [certificate.toLowerCase()];
    expect(() => verifyToken(vector.token, { ...options, certificates: other })).toThrow(
      expect.objectContaining({ code: 'bad_signature' }),
    );
  });
});

describe('the RTC vectors of the appendix', () => {
  const issued = vectors.filter(({ name }) => name === 'rtc-uid' || name === 'rtc-account');

  it('are two', () => {
    expect(issued).toHaveLength(2);
  });

  it.each(issued)('are issued byte for byte: $name', (vector) => {
    const token = issueVector(vector, GRANTS[vector.name]!);
    expect(contentOf(token)).toEqual(wantedContent(vector));
    expect(token.length).toBeLessThanOrEqual(vector.token.length * 1.03);
  });

  it('say what was asked for, in our words', () => {
    for (const vector of vectors) {
      const grant = GRANTS[vector.name];
      if (grant === undefined) continue;
      const [service] = inspectToken(vector.token).services;
      const [own] = inspectToken(issueVector(vector, grant)).services;
      expect(service).toEqual(own);
    }
  });
});
