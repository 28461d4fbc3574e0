import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTokenVectors, type TokenVector } from '../test/read-vectors.js';
import * as dropIn from './agora-token.js';
import { inspectToken } from './inspect-token.js';
import { issueToken } from './issue-token.js';
import { verifyToken } from './verify-token.js';

const { appId, certificate, issueTs, vectors } = readTokenVectors();

type Builder = Readonly<Record<string, (...args: readonly unknown[]) => string>>;
const BUILDERS = {
  rtc: dropIn.RtcTokenBuilder,
  rtm: dropIn.RtmTokenBuilder,
  chat: dropIn.ChatTokenBuilder,
  education: dropIn.EducationTokenBuilder,
  fpa: dropIn.FpaTokenBuilder,
} as unknown as Readonly<Record<string, Builder>>;

/** Where the salt stands among the signed bytes, which begin after the signature. */
const SALT_OFFSET = 42;
const SIGNED_OFFSET = 34;

/** The signed bytes without the salt, which every builder draws for itself. */
function withoutSalt(signed: Buffer): string {
  return Buffer.from(signed)
    .fill(0, SALT_OFFSET, SALT_OFFSET + 4)
    .toString('hex');
}

const signedBytes = (token: string): Buffer =>
  inflateSync(Buffer.from(token.slice(3), 'base64')).subarray(SIGNED_OFFSET);

/** Calls the builder of a vector with its arguments, which stand there in their order. */
function build({ builder, args }: TokenVector): string {
  const [service = '', method = ''] = builder.split('.');
  return BUILDERS[service]![method]!(appId, certificate, ...Object.values(args));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: issueTs * 1000 + 500 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the drop-in', () => {
  it.each(vectors.filter(({ name }) => name !== 'apaas-room-user'))(
    'signs what the official builder signs: $name',
    (vector) => {
      const token = build(vector);
      const wanted = withoutSalt(Buffer.from(vector.signingInfoHex, 'hex'));
      expect(withoutSalt(signedBytes(token))).toBe(wanted);
      expect(verifyToken(token, { appId, certificates: [certificate] }).issuedAt).toBe(issueTs);
    },
  );

  it('leaves out the privilege of a room that the official builder leaves out', () => {
    const token = build(vectors.find(({ name }) => name === 'apaas-room-user')!);
    const [, , room] = inspectToken(token).services;
    expect(room).toEqual({
      service: 'apaas',
      room: 'room-9',
      userId: 'zoe',
      roomRole: 1,
      privileges: {},
    });
  });

  it('makes tokens that the native functions make too', () => {
    const { RtcRole, RtcTokenBuilder } = dropIn;
    const role = RtcRole.PUBLISHER;
    const token = RtcTokenBuilder.buildTokenWithUid(appId, certificate, 'a', 7, role, 60, 30);
    const { issuedAt, salt } = inspectToken(token);
    const services = [
      { service: 'rtc', channel: 'a', uid: 7, role: 'publisher', privilegesExpireInSeconds: 30 },
    ] as const;
    const native = { appId, certificate, issuedAt, salt, services, expiresInSeconds: 60 };
    expect(issueToken(native)).toBe(token);
  });

  it('has everything in its default export too', () => {
    const { default: everything, ...named } = dropIn;
    expect(everything).toEqual(named);
    expect(Object.keys(named)).toHaveLength(10);
  });
});
