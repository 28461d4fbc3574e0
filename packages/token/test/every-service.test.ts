import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inspectToken,
  issueToken,
  verifyToken,
  type ServiceExpectation,
  type ServiceName,
} from '../src/index.js';
import { anyGrant, type GrantSample, type SaidService } from './any-grant.js';
import { codeOf, outcomeOf } from './catch-token-error.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, OTHER_CERTIFICATE } from './forge-token.js';
import { sampleIssue, sampleVerify } from './sample-options.js';

const issue = (samples: readonly GrantSample[], expiresInSeconds = 86_400): string =>
  issueToken(sampleIssue({ services: samples.flatMap(({ grants }) => grants), expiresInSeconds }));
const expecting = (wanted: ServiceExpectation): Parameters<typeof verifyToken>[1] =>
  sampleVerify({ expect: wanted as never });

/** A service as `inspectToken` tells it. */
const told = ({ service, fields, lives }: SaidService, expiresInSeconds: number): object => ({
  service,
  ...fields,
  privileges: Object.fromEntries(
    Object.entries(lives).map(([name, seconds]) => {
      const end = seconds === 0 ? expiresInSeconds : Math.min(seconds, expiresInSeconds);
      return [name, { expiresInSeconds: seconds, expiresAt: ISSUED_AT + end }];
    }),
  ),
});

describe('a token for any services', () => {
  it('says what was asked for, by number of the service, those of one number in the order given', () => {
    const life = fc.integer({ min: 1, max: 86_400 });
    fc.assert(
      fc.property(fc.array(anyGrant, { minLength: 1, maxLength: 5 }), life, (samples, seconds) => {
        const said = samples.flatMap((sample) => {
          // A builder of several services gives them in its own order, which is theirs in a token only by number.
          const names = sample.grants.map(({ service }) => service);
          return names.map((name) => sample.said.find(({ service }) => service === name)!);
        });
        const wanted = said.toSorted((a, b) => a.type - b.type);
        expect(inspectToken(issue(samples, seconds))).toEqual({
          verified: false,
          version: '007',
          appId: APP_ID,
          issuedAt: ISSUED_AT,
          expiresInSeconds: seconds,
          expiresAt: ISSUED_AT + seconds,
          salt: 1,
          services: wanted.map((service) => told(service, seconds)),
        });
      }),
      { seed: 10, numRuns: 400 },
    );
  });

  it('is verified for all that was asked for, each service by itself, also strictly', () => {
    fc.assert(
      fc.property(anyGrant, (sample) => {
        const token = issue([sample]);
        for (const [i, expectation] of sample.expectations.entries()) {
          const options = { ...expecting(expectation), strict: true };
          const verified = verifyToken(token, options);
          expect(verified).toMatchObject({ verified: true, signedWith: 'primary' });
          expect(verified.matchedService).toEqual(told(sample.said[i]!, 86_400));
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('is refused for another user, channel, room or privilege, or another service', () => {
    const other: Readonly<Record<string, readonly [object, string]>> = {
      channel: [{ channel: 'not this one' }, 'wrong_channel'],
      room: [{ room: 'not this one' }, 'wrong_channel'],
      uid: [{ uid: undefined, account: 'somebody else' }, 'wrong_uid'],
      userId: [{ userId: 'somebody else' }, 'wrong_uid'],
    };
    const privileges: Readonly<Partial<Record<string, readonly string[]>>> = {
      rtc: ['joinChannel', 'publishDataStream'],
      streaming: ['publishMixStream', 'publishRawStream'],
      chat: ['user', 'app'],
      fcdn: ['publish', 'play'],
      apaas: ['roomUser', 'user', 'app'],
    };
    fc.assert(
      fc.property(anyGrant, (sample) => {
        const token = issue([sample]);
        for (const [i, expectation] of sample.expectations.entries()) {
          const { service, fields, lives } = sample.said[i]!;
          const judge = (changes: object): string =>
            outcomeOf(() => verifyToken(token, expecting({ ...expectation, ...changes })));
          for (const name of Object.keys(fields)) {
            const [changes, code] = other[name] ?? [{}, 'fine'];
            const isOpen = name === 'uid' && fields[name] === '';
            expect(judge(changes)).toBe(isOpen ? 'wildcard_uid' : code);
          }
          for (const name of privileges[service] ?? []) {
            if (lives[name] !== undefined) continue;
            expect(judge({ privileges: [name] })).toBe('privilege_missing');
          }
        }
        const present = sample.said.map(({ service }) => service);
        for (const service of ['rtc', 'rtm', 'fpa', 'stt'] as const) {
          if (present.includes(service)) continue;
          expect(codeOf(() => verifyToken(token, expecting({ service })))).toBe('service_missing');
        }
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('is refused when it is over, or a privilege is, or with another certificate', () => {
    fc.assert(
      fc.property(anyGrant, fc.integer({ min: 1, max: 86_399 }), (sample, seconds) => {
        const token = issue([sample]);
        const exact = { clockToleranceSeconds: 0 };
        expect(
          codeOf(() => verifyToken(token, sampleVerify({ ...exact, now: ISSUED_AT + 86_400 }))),
        ).toBe('expired');
        expect(
          codeOf(() => verifyToken(token, sampleVerify({ certificates: [OTHER_CERTIFICATE] }))),
        ).toBe('bad_signature');
        for (const [i, expectation] of sample.expectations.entries()) {
          const lives = Object.values(sample.said[i]!.lives);
          const isOver = lives.some((life) => life !== 0 && life <= seconds);
          const options = { ...expecting(expectation), ...exact, now: ISSUED_AT + seconds };
          expect(outcomeOf(() => verifyToken(token, options))).toBe(
            isOver ? 'privilege_expired' : 'fine',
          );
        }
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  it('says in any of its services who of two certificates signed it', () => {
    fc.assert(
      fc.property(anyGrant, (sample) => {
        const certificates = [OTHER_CERTIFICATE, CERTIFICATE];
        const verified = verifyToken(issue([sample]), sampleVerify({ certificates }));
        expect(verified.signedWith).toBe('secondary');
      }),
      { seed: 14, numRuns: 50 },
    );
  });

  it('is met in every service: none of the ten is left out of these properties', () => {
    const met = new Set<ServiceName>();
    for (const { grants } of fc.sample(anyGrant, { seed: 15, numRuns: 300 })) {
      for (const { service } of grants) met.add(service);
    }
    expect(met.size).toBe(10);
  });
});
