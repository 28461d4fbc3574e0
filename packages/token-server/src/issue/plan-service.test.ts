import { issueToken, type MatchedToken, RTC_PRIVILEGES, verifyToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW } from '../../test/token-world.js';
import { planService } from './plan-service.js';
import type { ResolvedService } from './resolved-service.js';

const ZOE = { kind: 'account', account: 'zoe' } as const;
const SEVEN = { kind: 'uid', uid: 7 } as const;

type Parts = Omit<ResolvedService, 'rule' | 'maxLifeSeconds'>;
const resolve = (parts: Parts): ResolvedService => ({ rule: 'a', maxLifeSeconds: 60, ...parts });

/** What the plan says, and what a token that is made by it says. */
function compare(parts: Parts): { readonly said: unknown; readonly carried: unknown } {
  const plan = planService(resolve(parts));
  const token = issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: plan.map(({ grant }) => grant),
    expiresInSeconds: 3600,
    issuedAt: NOW,
  });
  const { services } = verifyToken(token, {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    now: NOW,
  });
  const byName = (a: { service: string }, b: { service: string }): number =>
    a.service.localeCompare(b.service, 'en');
  const said = plan.map(({ service, channel, user, privileges }) => ({
    service,
    channel,
    user,
    privileges,
  }));
  return { said: said.toSorted(byName), carried: services.map(describeCarried).toSorted(byName) };
}

/** A service in the words of a plan. */
interface Described {
  readonly service: string;
  readonly channel: unknown;
  readonly user: unknown;
  readonly privileges: unknown;
}

/** A service of a token in those words. */
function describeCarried(service: MatchedToken['matchedService']): Described {
  const fields: Readonly<Record<string, unknown>> = { ...service };
  const { channel, room, user, userId, uid, account } = fields;
  return {
    service: service.service,
    channel: channel ?? (room === '' ? undefined : room),
    user: user ?? (userId === '' ? undefined : userId) ?? account ?? uid,
    privileges: Object.fromEntries(
      Object.entries(service.privileges).map(([name, life]) => [name, life?.expiresInSeconds]),
    ),
  };
}

describe('planService', () => {
  it.each<Parts>([
    { service: 'rtc', channel: 'stage', user: ZOE, role: 'publisher' },
    { service: 'rtc', channel: 'stage', user: SEVEN, role: 'subscriber' },
    { service: 'rtc', channel: 'stage', user: SEVEN },
    { service: 'rtc', channel: 'stage', user: SEVEN, privileges: ['publishDataStream'] },
    {
      service: 'rtc',
      channel: 'stage',
      user: ZOE,
      role: 'publisher',
      privilegesExpireInSeconds: 60,
    },
    { service: 'rtm', user: ZOE },
    { service: 'rtm', user: SEVEN, privilegesExpireInSeconds: 60 },
    { service: 'rtm', user: ZOE, privileges: ['login'] },
    { service: 'rtm2', user: ZOE, permissions: {} },
    { service: 'streaming', channel: 'stage', user: ZOE, privileges: ['publishMixStream'] },
    { service: 'fcdn', channel: 'stage', user: SEVEN, privileges: ['publish', 'play'] },
    { service: 'chat', user: ZOE },
    { service: 'chat', user: ZOE, privileges: ['user'], privilegesExpireInSeconds: 60 },
    { service: 'chat', privileges: ['app'] },
    // A token of the app is nobody's.
    { service: 'chat', user: ZOE, privileges: ['app'] },
    { service: 'apaas', user: ZOE },
    { service: 'apaas', user: ZOE, privileges: ['app'] },
    { service: 'apaas', channel: 'math', user: ZOE, roomRole: 2, privilegesExpireInSeconds: 60 },
    { service: 'fpa', privilegesExpireInSeconds: 60 },
    { service: 'convoai' },
    { service: 'stt' },
  ])('says of %j what the token carries', (parts) => {
    const { said, carried } = compare(parts);
    expect(said).toEqual(carried);
  });

  it('gives a publisher all, and who says nothing the least', () => {
    const named = { service: 'rtc', channel: 'stage', user: SEVEN } as const;
    const [publisher] = planService(resolve({ ...named, role: 'publisher' }));
    const [other] = planService(resolve(named));
    expect(Object.keys(publisher?.privileges ?? {})).toEqual(RTC_PRIVILEGES);
    expect(Object.keys(other?.privileges ?? {})).toEqual(['joinChannel']);
  });

  it('opens a classroom with three services', () => {
    const plan = planService(resolve({ service: 'apaas', channel: 'math', user: ZOE }));
    expect(plan.map(({ service }) => service)).toEqual(['apaas', 'rtm', 'chat']);
  });

  it('lets everybody in only where that was said', () => {
    const [anyone] = planService(
      resolve({ service: 'rtc', channel: 'stage', user: { kind: 'anyone' } }),
    );
    expect(anyone?.user).toBe('');
    for (const service of ['rtc', 'rtm', 'rtm2', 'streaming', 'fcdn', 'chat', 'apaas'] as const) {
      const nobody = resolve({ service, channel: 'stage', user: undefined });
      expect(() => planService(nobody)).toThrow(
        expect.objectContaining({ code: 'not_granted', detail: expect.stringContaining('"a"') }),
      );
    }
  });

  it.each<readonly [Parts, string]>([
    [{ service: 'rtm', user: { kind: 'anyone' } }, 'invalid_user_id'],
    [{ service: 'chat', user: { kind: 'anyone' } }, 'invalid_user_id'],
    [{ service: 'apaas', user: { kind: 'anyone' } }, 'invalid_user_id'],
    [{ service: 'apaas', channel: 'math', user: { kind: 'anyone' } }, 'invalid_user_id'],
    [{ service: 'rtc', user: SEVEN }, 'invalid_channel'],
    [{ service: 'fcdn', channel: 'stage', user: SEVEN }, 'invalid_privilege'],
    [{ service: 'rtc', channel: 'stage', user: SEVEN, privileges: [] }, 'invalid_privilege'],
    [
      { service: 'rtc', channel: 'stage', user: SEVEN, privileges: ['__proto__'] },
      'invalid_privilege',
    ],
  ])('plans what no token can carry, and then there is none: %j', (parts, code) => {
    expect(() => compare(parts)).toThrow(expect.objectContaining({ code }));
  });
});
