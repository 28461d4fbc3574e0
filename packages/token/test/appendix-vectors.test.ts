import { createHmac } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  apaasRoomUser,
  chatApp,
  chatUser,
  fpa,
  inspectToken,
  issueToken,
  rtc,
  rtm,
  verifyToken,
  type IssueTokenOptions,
} from '../src/index.js';
import { readTokenVectors, type TokenVector } from './read-vectors.js';

const { appId, certificate, issueTs, salt, k1Hex, k2Hex, vectors } = readTokenVectors();

/** How each vector is issued here. */
const CALLS: Readonly<
  Record<string, Pick<IssueTokenOptions, 'expiresInSeconds' | 'services'> | undefined>
> = {
  'rtc-uid': {
    expiresInSeconds: 3600,
    services: [
      rtc({
        channel: 'stage-1',
        uid: 2_882_341_273,
        role: 'publisher',
        privilegesExpireInSeconds: 1800,
      }),
    ],
  },
  'rtc-account': {
    expiresInSeconds: 3600,
    services: [rtc({ channel: 'stage-1', account: 'zoë', role: 'subscriber' })],
  },
  rtm: {
    expiresInSeconds: 600,
    services: [rtm({ userId: 'zoe', privilegesExpireInSeconds: 600 })],
  },
  'rtc-rtm': {
    expiresInSeconds: 3600,
    services: [
      rtm({ userId: 'zoe', privilegesExpireInSeconds: 1200 }),
      rtc({
        channel: 'stage-1',
        uid: 7,
        privileges: {
          joinChannel: 3600,
          publishAudioStream: 900,
          publishVideoStream: 600,
          publishDataStream: 300,
        },
      }),
    ],
  },
  'chat-user': {
    expiresInSeconds: 86_400,
    services: [chatUser({ userId: 'c8a1', privilegesExpireInSeconds: 86_400 })],
  },
  'chat-app': {
    expiresInSeconds: 86_400,
    services: [chatApp({ privilegesExpireInSeconds: 86_400 })],
  },
  'apaas-room-user': {
    expiresInSeconds: 900,
    services: apaasRoomUser({
      room: 'room-9',
      userId: 'zoe',
      roomRole: 1,
      privilegesExpireInSeconds: 900,
    }),
  },
  fpa: { expiresInSeconds: 86_400, services: [fpa()] },
};

const contentOf = (token: string): Buffer => inflateSync(Buffer.from(token.slice(3), 'base64'));
const wantedContent = ({ signatureHex, signingInfoHex }: TokenVector): Buffer =>
  Buffer.from(`2000${signatureHex}${signingInfoHex}`, 'hex');
const callOf = ({ name }: TokenVector): NonNullable<(typeof CALLS)[string]> => CALLS[name]!;
const issueVector = (vector: TokenVector): string =>
  issueToken({ appId, certificate, issuedAt: issueTs, salt, ...callOf(vector) });

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
    expect(vectors.map(({ name }) => name).toSorted()).toEqual(Object.keys(CALLS).toSorted());
  });
});

describe.each(vectors)('the vector $name', (vector) => {
  const { expiresInSeconds } = callOf(vector);
  const expiresAt = issueTs + expiresInSeconds;
  const claims = { version: '007', appId, issuedAt: issueTs, salt, expiresAt, expiresInSeconds };

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

  it('is issued byte for byte', () => {
    const token = issueVector(vector);
    expect(contentOf(token)).toEqual(wantedContent(vector));
    expect(token.length).toBeLessThanOrEqual(vector.token.length * 1.03);
  });

  it('says what was asked for, in our words', () => {
    const { services, unreadServices } = inspectToken(vector.token);
    expect(unreadServices).toBeUndefined();
    const { services: asked } = callOf(vector);
    expect(services.map(({ service }) => service).toSorted()).toEqual(
      asked.map(({ service }) => service).toSorted(),
    );
    expect(services).toEqual(inspectToken(issueVector(vector)).services);
  });
});
