import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, GRANT_ALL, NOW, verify } from '../../test/token-world.js';
import { createApiKey } from '../callers/api-keys/create-api-key.js';
import type { Caller } from '../callers/caller.js';
import { CallerMissingError } from '../errors.js';
import { MemoryTokenLimiter } from '../limits/memory-token-limiter.js';
import { RequestLimits } from '../limits/request-limits.js';
import type { Policy, PolicyQuestion } from '../policy/policy.js';
import { serveProjects } from '../projects/serve-projects.js';
import type { RequestedService } from '../requests/token-request.js';
import { findProject, type GrantPorts, grantTokens } from './grant-tokens.js';

const OTHER_APP_ID = 'b'.repeat(32);
const now = (): number => NOW;
const CALLER: Caller = { kind: 'key', id: 'zoe', scopes: [], claims: {} };

function portsWith(changes: Partial<GrantPorts> = {}): GrantPorts {
  return {
    projects: serveProjects([{ appId: APP_ID, certificates: [CERTIFICATE] }]),
    policy: () => GRANT_ALL,
    uids: { findUid: () => 99 },
    limits: new RequestLimits({
      limiter: new MemoryTokenLimiter(now),
      limits: { perUserPerSecond: 2 },
      now,
    }),
    now,
    ...changes,
  };
}

const rtcFor = (uid: number, channel = 'stage'): RequestedService => ({
  service: 'rtc',
  channel,
  user: { kind: 'uid', uid },
});

describe('grantTokens', () => {
  it('makes a token for each request, in their order', async () => {
    const requests = [{ services: [rtcFor(1)] }, { services: [rtcFor(2)], expiresInSeconds: 60 }];
    const [first, second] = await grantTokens(portsWith(), CALLER, requests);
    verify(first?.token ?? '', 'stage', 1);
    expect(verify(second?.token ?? '', 'stage', 2).expiresInSeconds).toBe(60);
  });

  it('leaves out an optional service for which the policy asks who calls, and no other', async () => {
    const policy: Policy = {
      decide: (question) => {
        if (question.service.service === 'rtm') throw new CallerMissingError();
        return GRANT_ALL.decide(question);
      },
    };
    const rtm = { service: 'rtm', user: { kind: 'uid', uid: 1 } } as const;
    const ports = portsWith({ policy: () => policy });
    const [issued] = await grantTokens(ports, CALLER, [
      { services: [rtcFor(1)], optionalServices: [rtm] },
    ]);
    expect(issued?.services.map(({ service }) => service)).toEqual(['rtc']);
    const needed = grantTokens(ports, CALLER, [{ services: [rtcFor(2), rtm] }]);
    await expect(needed).rejects.toThrow(CallerMissingError);
  });

  it('asks the policy of the project about each service', async () => {
    const questions: PolicyQuestion[] = [];
    const policy: Policy = {
      decide: (question) => {
        questions.push(question);
        return GRANT_ALL.decide(question);
      },
    };
    const asked: string[] = [];
    const ports = portsWith({
      policy: (appId) => {
        asked.push(appId);
        return Promise.resolve(policy);
      },
    });
    const rtm = { service: 'rtm', user: { kind: 'uid', uid: 1 } } as const;
    await grantTokens(ports, CALLER, [{ services: [rtcFor(1), rtm], expiresInSeconds: 60 }]);
    expect(asked).toEqual([APP_ID]);
    const about = { caller: CALLER, appId: APP_ID, expiresInSeconds: 60, now: NOW };
    expect(questions).toEqual([
      { ...about, service: rtcFor(1) },
      { ...about, service: rtm },
    ]);
  });

  it('makes none where the policy denies one service of one request', async () => {
    const salts: number[] = [];
    const policy: Policy = {
      decide: (question) =>
        question.service.channel === 'closed'
          ? { kind: 'denied', rule: undefined, reason: 'no rule grants it' }
          : GRANT_ALL.decide(question),
    };
    const ports = portsWith({
      policy: () => policy,
      salt: () => salts.push(1),
    });
    const requests = [{ services: [rtcFor(1)] }, { services: [rtcFor(1), rtcFor(1, 'closed')] }];
    await expect(grantTokens(ports, CALLER, requests)).rejects.toMatchObject({
      code: 'not_granted',
      detail: 'rtc: no rule grants it',
    });
    expect(salts).toEqual([]);
  });

  it('leaves out what is optional and denied', async () => {
    const policy: Policy = {
      decide: (question) =>
        question.service.service === 'rtm'
          ? { kind: 'denied', rule: 'a', reason: 'no' }
          : GRANT_ALL.decide(question),
    };
    const optionalServices = [{ service: 'rtm', user: { kind: 'uid', uid: 1 } }] as const;
    const request = { services: [rtcFor(1)], optionalServices };
    const servicesBy = async (decided: Policy): Promise<readonly string[]> => {
      const [issued] = await grantTokens(portsWith({ policy: () => decided }), CALLER, [request]);
      return (issued?.services ?? []).map(({ service }) => service);
    };
    expect(await servicesBy(policy)).toEqual(['rtc']);
    expect(await servicesBy(GRANT_ALL)).toEqual(['rtc', 'rtm']);
  });

  it('finds the uid of a user whom the policy names', async () => {
    const policy: Policy = {
      decide: () => ({
        kind: 'granted',
        granted: {
          service: 'rtc',
          rule: 'a',
          channel: 'stage',
          user: { kind: 'derived', name: 'zoe', realm: 'r' },
          maxLifeSeconds: 60,
        },
      }),
    };
    const ports = portsWith({ policy: () => policy });
    const [issued] = await grantTokens(ports, CALLER, [{ services: [rtcFor(1)] }]);
    expect(verify(issued?.token ?? '', 'stage', 99).expiresInSeconds).toBe(60);
  });

  it('holds users to their limit, and makes no token of a request that is over it', async () => {
    const requests = [1, 1, 1].map((uid) => ({ services: [rtcFor(uid)] }));
    await expect(grantTokens(portsWith(), CALLER, requests)).rejects.toMatchObject({
      code: 'too_many_token_requests',
    });
  });
});

describe('findProject', () => {
  const projects = serveProjects([
    { appId: APP_ID, certificates: [CERTIFICATE] },
    { appId: OTHER_APP_ID, certificates: [CERTIFICATE] },
  ]);

  it('gives a caller the project that it names', async () => {
    expect(await findProject(projects, CALLER, APP_ID)).toMatchObject({ appId: APP_ID });
  });

  it.each([
    [undefined, undefined],
    ['c'.repeat(32), undefined],
    [APP_ID, [OTHER_APP_ID]],
    [APP_ID, []],
  ])('gives it none for the App ID %s where it may ask for %j', async (appId, appIds) => {
    await expect(findProject(projects, { ...CALLER, appIds }, appId)).rejects.toMatchObject({
      code: 'project_not_served',
      message: 'this server has no such project for this caller',
    });
  });

  it('waits for a project that is kept elsewhere', async () => {
    const remote = { find: (appId: string | undefined) => Promise.resolve(projects.find(appId)) };
    expect(await findProject(remote, CALLER, APP_ID)).toMatchObject({ appId: APP_ID });
    await expect(findProject(remote, CALLER, 'x')).rejects.toMatchObject({
      code: 'project_not_served',
    });
  });

  it('takes App IDs as they are written: a key for one in capitals is for that project alone', async () => {
    const [appId, other] = ['B'.repeat(32), OTHER_APP_ID];
    const { stored } = createApiKey({ name: 'web', appIds: [appId], now: NOW, randomBytes });
    const caller = { ...CALLER, appIds: stored.appIds };
    const inBoth = serveProjects([
      { appId, certificates: [CERTIFICATE] },
      { appId: other, certificates: [CERTIFICATE] },
    ]);
    await expect(findProject(inBoth, caller, undefined)).resolves.toMatchObject({ appId });
    await expect(findProject(inBoth, caller, other)).rejects.toMatchObject({
      code: 'project_not_served',
    });
  });
});
