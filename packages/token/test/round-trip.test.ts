import { deflateSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inspectToken,
  issueToken,
  rtc,
  verifyToken,
  type IssueTokenOptions,
  type RtcGrantOptions,
} from '../src/index.js';
import { anyText } from './any-text.js';
import { forgeContent, forgeService, OTHER_CERTIFICATE } from './forge-token.js';

const CHANNEL_CHARACTERS =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';
const PRIVILEGES = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
] as const;

const hex32 = fc
  .array(fc.constantFrom(...Array.from('0123456789abcdefABCDEF')), { minLength: 32, maxLength: 32 })
  .map((digits) => digits.join(''));
const channel = fc
  .array(fc.constantFrom(...Array.from(CHANNEL_CHARACTERS)), { minLength: 1, maxLength: 63 })
  .map((characters) => characters.join(''));
const uid = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.nat(0xffffffff));
const account = anyText({ minLength: 1, maxLength: 63 });
const lifeSeconds = fc.oneof(fc.constantFrom(0, 1, 86_400), fc.nat(86_400));

/** A grant, and the same as a token says it: wire privileges by id, then channel and user. */
const grantAndService = fc
  .record({
    channel,
    user: fc.oneof(
      uid.map((value) => ({ name: { uid: value }, wire: value === 0 ? '' : `${value}` })),
      account.map((value) => ({ name: { account: value }, wire: value })),
    ),
    lives: fc.dictionary(fc.constantFrom(...PRIVILEGES), lifeSeconds, { minKeys: 1 }),
  })
  .map(({ channel: name, user, lives }) => {
    const wire = PRIVILEGES.flatMap((privilege, index) =>
      lives[privilege] === undefined ? [] : [[index + 1, lives[privilege]] as const],
    );
    const options = { channel: name, privileges: lives, ...user.name } as RtcGrantOptions;
    const grant = rtc(options);
    return { grant, lives, user: user.wire, bytes: forgeService(1, wire, [name, user.wire]) };
  });

const sample = fc.record({
  appId: hex32,
  certificate: hex32,
  all: fc.array(grantAndService, { minLength: 1, maxLength: 4 }),
  expiresInSeconds: fc.integer({ min: 1, max: 86_400 }),
  issuedAt: fc.oneof(fc.constantFrom(0, 0xffffffff), fc.nat(0xffffffff)),
  salt: fc.oneof(fc.constantFrom(0, 0xffffffff), fc.nat(0xffffffff)),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;

const optionsOf = ({ all, ...options }: Sample): IssueTokenOptions => ({
  ...options,
  services: all.map(({ grant }) => grant),
});

describe('any token that is issued', () => {
  it('inflates to the bytes of the format', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const token = issueToken(optionsOf(input));
        const wanted = forgeContent({ ...input, services: input.all.map(({ bytes }) => bytes) });
        expect(inflateSync(Buffer.from(token.slice(3), 'base64')).equals(wanted)).toBe(true);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('says what it was issued for', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const claims = inspectToken(issueToken(optionsOf(input)));
        const { appId, issuedAt, expiresInSeconds, salt } = input;
        const expiresAt = issuedAt + expiresInSeconds;
        expect(claims).toEqual({
          verified: false,
          version: '007',
          appId,
          issuedAt,
          expiresInSeconds,
          expiresAt,
          salt,
          services: input.all.map(({ grant, lives, user }) => ({
            service: 'rtc',
            channel: grant.channel,
            uid: user,
            privileges: Object.fromEntries(
              Object.entries(lives).map(([name, seconds]) => {
                const own = seconds === 0 ? expiresAt : issuedAt + seconds;
                const life = { expiresInSeconds: seconds, expiresAt: Math.min(own, expiresAt) };
                return [name, life];
              }),
            ),
          })),
        });
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it('is verified for each of its services, and not with another certificate', () => {
    fc.assert(
      fc.property(sample, (input) => {
        const token = issueToken(optionsOf(input));
        const options = { appId: input.appId, now: input.issuedAt };
        for (const { grant, user } of input.all) {
          const { service, channel: name, uid: id, account: text } = grant;
          const expectation =
            user === ''
              ? { service, channel: name }
              : { service, channel: name, uid: id, account: text };
          const certificates = [OTHER_CERTIFICATE, input.certificate];
          const verified = verifyToken(token, { ...options, certificates, expect: expectation });
          expect(verified.signedWith).toBe('secondary');
          expect(verified.matchedService).toMatchObject({ channel: name, uid: user });
        }
        const wrong = { ...options, certificates: [OTHER_CERTIFICATE] };
        expect(() => verifyToken(token, wrong)).toThrow(
          expect.objectContaining({ code: 'bad_signature' }),
        );
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('is the same token in any other compression', () => {
    const level = fc.integer({ min: 0, max: 9 });
    const strategy = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(sample, level, strategy, (input, levelOf, strategyOf) => {
        const token = issueToken(optionsOf(input));
        const content = inflateSync(Buffer.from(token.slice(3), 'base64'));
        const stream = deflateSync(content, { level: levelOf, strategy: strategyOf });
        const other = `007${stream.toString('base64')}`;
        expect(inspectToken(other)).toEqual(inspectToken(token));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('is not changed by what is read after it', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const token = issueToken(optionsOf(first));
        const claims = inspectToken(token);
        const before = JSON.stringify(claims);
        inspectToken(issueToken(optionsOf(second)));
        expect(JSON.stringify(claims)).toBe(before);
        expect(issueToken(optionsOf(first))).toBe(token);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
