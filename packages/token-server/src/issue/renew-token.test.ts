import {
  apaasRoomUser,
  fingerprintToken,
  inspectToken,
  issueToken,
  rtc,
  rtm,
  type ServiceGrant,
} from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CALLER, CERTIFICATE, createPorts, NOW } from '../../test/recording-server.js';
import type { Caller } from '../callers/caller.js';
import { OPEN_POLICY } from '../policy/open-policy.js';
import type { GrantedService, Policy, PolicyQuestion } from '../policy/policy.js';
import { fingerprintCertificate } from '../projects/fingerprint-certificate.js';
import type { TokenProject } from '../projects/token-project.js';
import { serveProject } from '../projects/serve-project.js';
import type { GrantPorts } from './grant-tokens.js';
import type { IssuedToken } from './issued-token.js';
import { renewToken } from './renew-token.js';

const SECONDARY = '00112233445566778899aabbccddeeff';
const LIFE_SECONDS = 600;
const PUBLISHER = rtc({ channel: 'test', uid: 7, role: 'publisher' });

interface OldToken {
  readonly certificate?: string;
  readonly services?: readonly ServiceGrant[];
  readonly issuedAt?: number;
  readonly appId?: string;
}

function issueOld({
  certificate = CERTIFICATE,
  services = [PUBLISHER],
  issuedAt = NOW - 500,
  appId = APP_ID,
}: OldToken = {}): string {
  const expiresInSeconds = LIFE_SECONDS;
  return issueToken({ appId, certificate, services, expiresInSeconds, issuedAt, salt: 1 });
}

const renew = (
  token: string,
  ports: Partial<GrantPorts> = {},
  caller: Caller = CALLER,
): Promise<IssuedToken> => renewToken(createPorts(ports), caller, { token });

/** A policy that gives what is asked for, but for something. */
const giving = (change: (asked: PolicyQuestion) => Partial<GrantedService>): Policy => ({
  decide: (question) => {
    const decision = OPEN_POLICY.decide(question);
    return decision.kind === 'denied'
      ? decision
      : { kind: 'granted', granted: { ...decision.granted, ...change(question) } };
  },
});

const withPolicy = (policy: Policy): Partial<GrantPorts> => ({ policy: () => policy });
const differs = { code: 'renewal_differs', status: 403 } as const;

describe('a renewed token', () => {
  it('opens the same for as long again, from now on', async () => {
    const services = [PUBLISHER, rtm({ userId: 'zoe' })];
    const token = issueOld({ services });
    const renewed = await renew(token);
    const [before, after] = [inspectToken(token), inspectToken(renewed.token)];
    expect(after).toMatchObject({
      appId: APP_ID,
      issuedAt: NOW,
      expiresInSeconds: LIFE_SECONDS,
    });
    const named = ({ services: opened }: typeof after): object[] =>
      opened.map((service) => ({ ...service, privileges: Object.keys(service.privileges) }));
    expect(named(after)).toEqual(named(before));
  });

  it('says which token it takes the place of, and who had signed that', async () => {
    const project: TokenProject = { appId: APP_ID, certificates: [CERTIFICATE, SECONDARY] };
    const projects = serveProject(project);
    for (const certificate of [CERTIFICATE, SECONDARY]) {
      const token = issueOld({ certificate });
      const { renewed, certificateFingerprint } = await renew(token, { projects });
      expect(renewed).toEqual({
        fingerprint: fingerprintToken(token),
        certificateFingerprint: fingerprintCertificate(project, certificate),
        expiresAt: NOW + 100,
      });
      expect(certificateFingerprint).toBe(fingerprintCertificate(project, CERTIFICATE));
    }
  });

  it('is for a user in a room, with all that belongs to the room', async () => {
    const services = apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 });
    const { token } = await renew(issueOld({ services }));
    expect(inspectToken(token).services).toMatchObject([
      { service: 'rtm', userId: 'zoe' },
      { service: 'chat' },
      { service: 'apaas', room: 'math', userId: 'zoe', roomRole: 2 },
    ]);
  });

  it('lives no longer than the policy allows now', async () => {
    const policy = giving(() => ({ maxLifeSeconds: 60 }));
    expect((await renew(issueOld(), withPolicy(policy))).expiresInSeconds).toBe(60);
  });

  it('may have fewer privileges, and none that were over', async () => {
    const fewer = giving(() => ({ role: 'subscriber' }));
    const { token } = await renew(issueOld(), withPolicy(fewer));
    expect(inspectToken(token).services).toMatchObject([{ privileges: { joinChannel: {} } }]);

    const privileges = { joinChannel: 0, publishAudioStream: 60 };
    const services = [rtc({ channel: 'test', uid: 7, privileges })];
    const renewed = await renew(issueOld({ services }));
    expect(Object.keys(renewed.services[0]!.privileges)).toEqual(['joinChannel']);
  });

  it('is for the user whom a rule derives, where that is the same user', async () => {
    const user = { kind: 'derived', name: 'zoe', realm: 'test' } as const;
    const deriving = withPolicy(giving(() => ({ user })));
    const uidsOf = (uid: number): GrantPorts['uids'] => ({ findUid: () => uid });
    const { token } = await renew(issueOld(), { ...deriving, uids: uidsOf(7) });
    expect(inspectToken(token).services).toMatchObject([{ uid: '7' }]);
    await expect(renew(issueOld(), { ...deriving, uids: uidsOf(8) })).rejects.toMatchObject(
      differs,
    );
  });
});

describe('a token is not renewed', () => {
  it.each([
    ['over', issueOld({ issuedAt: NOW - LIFE_SECONDS }), 401, 'expired'],
    ['of the future', issueOld({ issuedAt: NOW + 61 }), 401, 'not_yet_valid'],
    ['signed by another', issueOld({ certificate: SECONDARY }), 401, 'bad_signature'],
    ['cut', issueOld().slice(0, -8), 401, 'truncated'],
    ['no token', 'zoe', 401, 'unsupported_version'],
    ['of no project here', issueOld({ appId: 'f'.repeat(32) }), 403, 'project_not_served'],
  ])('that is %s', async (_, token, status, code) => {
    await expect(renew(token)).rejects.toMatchObject({ status, code });
  });

  it('in the second in which it ends, and is in the one before', async () => {
    const token = issueOld({ issuedAt: NOW });
    const at = (seconds: number): Partial<GrantPorts> => ({ now: () => NOW + seconds });
    await expect(renew(token, at(LIFE_SECONDS))).rejects.toMatchObject({ code: 'expired' });
    await expect(renew(token, at(LIFE_SECONDS - 1))).resolves.toMatchObject({ appId: APP_ID });
  });

  it('by a caller for other projects', async () => {
    const caller: Caller = { ...CALLER, appIds: ['e'.repeat(32)] };
    const renewed = renew(issueOld(), {}, caller);
    await expect(renewed).rejects.toMatchObject({ code: 'project_not_served' });
  });

  it('by a caller to whom the policy would not give it', async () => {
    const own: Policy = {
      decide: (question) => {
        const { user } = question.service;
        const isOwn = user?.kind === 'uid' && user.uid === Number(question.caller.id);
        return isOwn
          ? OPEN_POLICY.decide(question)
          : { kind: 'denied', rule: undefined, reason: 'another user' };
      },
    };
    const as = (id: string): Promise<IssuedToken> =>
      renew(issueOld(), withPolicy(own), { ...CALLER, id });
    await expect(as('7')).resolves.toMatchObject({ appId: APP_ID });
    await expect(as('8')).rejects.toMatchObject({ code: 'not_granted' });
  });

  it.each<[string, (asked: PolicyQuestion) => Partial<GrantedService>]>([
    ['another user', () => ({ user: { kind: 'uid', uid: 8 } })],
    ['any user', () => ({ user: { kind: 'anyone' } })],
    ['another channel', () => ({ channel: 'other' })],
  ])('where the policy gives %s', async (_, change) => {
    await expect(renew(issueOld(), withPolicy(giving(change)))).rejects.toMatchObject(differs);
  });

  it('where the policy gives more privileges', async () => {
    const services = [rtc({ channel: 'test', uid: 7, role: 'subscriber' })];
    const policy = giving(() => ({ role: 'publisher' }));
    await expect(renew(issueOld({ services }), withPolicy(policy))).rejects.toMatchObject(differs);
  });

  it('where all its privileges are over, though it is not', async () => {
    const services = [rtc({ channel: 'test', uid: 7, privileges: { joinChannel: 60 } })];
    await expect(renew(issueOld({ services }))).rejects.toMatchObject(differs);
  });

  it('without being counted for its user', async () => {
    let count = 0;
    const limits = {
      takeUsers: async () => {
        count += 1;
      },
    } as unknown as GrantPorts['limits'];
    await renew(issueOld(), { limits });
    expect(count).toBe(1);
  });
});

describe('revoked tokens', () => {
  it('are not renewed, and their fingerprint is for the log', async () => {
    const token = issueOld();
    const revocations = {
      isRevoked: ({ fingerprint }: { readonly fingerprint: string }) =>
        fingerprint === fingerprintToken(token),
    };
    await expect(renew(token, { revocations })).rejects.toMatchObject({
      code: 'token_revoked',
      status: 403,
      detail: expect.stringContaining(fingerprintToken(token)),
    });
    await expect(renew(issueOld({ issuedAt: NOW - 400 }), { revocations })).resolves.toBeDefined();
  });

  it('are asked for with what they say, once proven', async () => {
    const asked: unknown[] = [];
    const revocations = {
      isRevoked: (token: unknown) => {
        asked.push(token);
        return Promise.resolve(false);
      },
    };
    const token = issueOld();
    await renew(token, { revocations });
    await renew(issueOld({ certificate: SECONDARY }), { revocations }).catch(() => {});
    expect(asked).toEqual([
      {
        token,
        fingerprint: fingerprintToken(token),
        claims: expect.objectContaining({ verified: true, appId: APP_ID }),
      },
    ]);
  });

  it('that cannot be looked up renew nothing', async () => {
    const revocations = { isRevoked: () => Promise.reject(new Error('the storage is away')) };
    await expect(renew(issueOld(), { revocations })).rejects.toThrow('the storage is away');
  });
});

describe('a refusal of a renewal', () => {
  it('does not repeat the token', async () => {
    const token = issueOld({ certificate: SECONDARY });
    const error: unknown = await renew(token).catch((reason: unknown) => reason);
    expect((error as Error).message).not.toContain(token.slice(3, 40));
  });
});
