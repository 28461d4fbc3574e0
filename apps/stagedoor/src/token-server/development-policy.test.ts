import { ANONYMOUS, type RequestedService } from '@stagedoor/token-server';
import { describe, expect, it } from 'vitest';
import { APP_ID } from '../../test/test-outcome.js';
import { NOW } from '../../test/test-world.js';
import { DEVELOPMENT_POLICY } from './development-policy.js';
import { readPolicy } from './policy-in-force.js';

const { policy, grantsAnonymous } = readPolicy(DEVELOPMENT_POLICY);

const decide = (service: RequestedService): ReturnType<typeof policy.decide> =>
  policy.decide({
    caller: ANONYMOUS,
    appId: APP_ID,
    service,
    expiresInSeconds: undefined,
    now: NOW,
  });

const ZOE = { kind: 'account', account: 'zoe' } as const;

describe('the policy of development', () => {
  it('is for anyone', () => {
    expect(grantsAnonymous).toBe(true);
  });

  it.each<RequestedService>([
    { service: 'rtc', channel: 'test', user: { kind: 'uid', uid: 7 }, role: 'publisher' },
    { service: 'rtc', channel: 'test', user: { kind: 'anyone' }, role: 'subscriber' },
    { service: 'rtc', channel: 'test', user: ZOE, privileges: ['joinChannel'] },
    { service: 'rtm', user: ZOE },
    { service: 'rtm2', user: ZOE },
    { service: 'streaming', channel: 'test', user: ZOE, privileges: ['publishMixStream'] },
    { service: 'fcdn', channel: 'test', user: ZOE, privileges: ['play'] },
    { service: 'chat', user: ZOE },
    { service: 'chat', privileges: ['app'] },
    { service: 'apaas', channel: 'math', user: ZOE, roomRole: 2 },
    { service: 'apaas', user: ZOE, privileges: ['user'] },
    { service: 'apaas', privileges: ['app'] },
    { service: 'fpa' },
    { service: 'convoai' },
    { service: 'stt' },
  ])('grants %j', (service) => {
    expect(decide(service)).toMatchObject({
      kind: 'granted',
      granted: { ...service, rule: `development-${service.service}`, maxLifeSeconds: 86_400 },
    });
  });
});
