import { deflateSync, inflateSync } from 'node:zlib';
import { fcdn, inspectToken, rtm } from '@stagedoor/token';
import { RtcRole, RtcTokenBuilder } from '@stagedoor/token/agora-token';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestAdmissions } from '../../../test/test-admissions.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { NOW } from '../../../test/test-platform.js';
import { issueTestToken, OTHER_PROJECT, PRIMARY, PROJECT } from '../../../test/test-project.js';
import { identifyToken } from '../../domain/identify-token.js';
import type { RevocationSubject } from '../../domain/revocation.js';
import type { KickingRule } from '../kicking-rules/kicking-rule.js';
import type { AdmissionRequest } from './admission.js';

const END = NOW + 3600;

/** The same token in another text: its holder can pack it as he likes. */
const repack = (token: string): string => {
  const content = inflateSync(Buffer.from(token.slice(3), 'base64'));
  return `007${deflateSync(content, { level: 0 }).toString('base64')}`;
};

describe.each(TEST_ENGINES)('who is revoked or banned, on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let users: TestAdmissions;

    beforeAll(async () => {
      users = await TestAdmissions.open(engine);
    });

    beforeEach(() => users.reset());

    afterAll(() => users.close());

    describe('revocations', () => {
      const identityOf = (token: string): string =>
        identifyToken(token, inspectToken(token)).identity;

      it.each<RevocationSubject>([
        { kind: 'user', user: '42' },
        { kind: 'channel', channel: 'stage-1' },
        { kind: 'channel-user', channel: 'stage-1', user: '42' },
        { kind: 'project' },
      ])('keep out who has a token of their time: $kind', async (subject) => {
        await users.revoke(subject, NOW + 5);
        expect(await users.judge(issueTestToken())).toBe('token_revoked');
        expect(await users.judge(issueTestToken({ issuedAt: NOW + 5 }))).toBe('token_revoked');
        expect(await users.judge(issueTestToken({ issuedAt: NOW + 6 }))).toBe('admitted');
      });

      it.each<RevocationSubject>([
        { kind: 'user', user: '43' },
        { kind: 'user', user: '042' },
        { kind: 'user', user: 'stage-1' },
        { kind: 'channel', channel: 'stage-2' },
        { kind: 'channel', channel: 'Stage-1' },
        { kind: 'channel-user', channel: 'stage-1', user: '43' },
        { kind: 'channel-user', channel: 'stage-2', user: '42' },
      ])('leave alone who is not meant: %j', async (subject) => {
        await users.revoke(subject);
        expect(await users.judge(issueTestToken())).toBe('admitted');
      });

      it('are of one project', async () => {
        await users.revoke({ kind: 'project' });
        const token = issueTestToken({ appId: OTHER_PROJECT.appId });
        expect(await users.judge(token, { appId: OTHER_PROJECT.appId })).toBe('admitted');
      });

      it('of one token keep it out in whatever text, and no other one', async () => {
        const token = issueTestToken({ salt: 1 });
        await users.revoke({ kind: 'token', identity: identityOf(token) });
        expect(repack(token)).not.toBe(token);
        expect(await users.judge(token)).toBe('token_revoked');
        expect(await users.judge(repack(token))).toBe('token_revoked');
        expect(await users.judge(issueTestToken({ salt: 2 }))).toBe('admitted');
      });

      it('made with the text that was packed anew keep out the one that was issued', async () => {
        const token = issueTestToken();
        await users.revoke({ kind: 'token', identity: identityOf(repack(token)) });
        expect(await users.judge(token)).toBe('token_revoked');
      });

      it('of a user concern whoever comes as that user, by whatever token', async () => {
        await users.revoke({ kind: 'user', user: '42' });
        const anyUser = issueTestToken({ uid: 0 });
        expect(await users.judge(anyUser, { allowWildcardUid: true })).toBe('token_revoked');
        expect(await users.judge(anyUser, { allowWildcardUid: true, uid: 43 })).toBe('admitted');
        // In a token uid 42 and account "42" are one, so whoever is revoked cannot come back as the other.
        expect(await users.judge(issueTestToken(), { uid: undefined, account: '42' })).toBe(
          'token_revoked',
        );
        const services = [rtm({ userId: '42' })];
        const signaling = { service: 'rtm', channel: undefined } as const;
        expect(await users.judge(issueTestToken({ services }), signaling)).toBe('token_revoked');
      });

      it('of a channel concern tokens for any channel', async () => {
        const { appId } = PROJECT;
        const token = RtcTokenBuilder.buildTokenWithUid(
          ...([appId, PRIMARY, '*', 42, RtcRole.PUBLISHER, 3600, 3600] as const),
        );
        users.platform.sources.time = inspectToken(token).issuedAt;
        expect(await users.judge(token)).toBe('wildcard_channel');
        expect((await users.admitted(token, { allowWildcardChannel: true })).channel).toBe(
          'stage-1',
        );
        await users.revoke({ kind: 'channel', channel: 'stage-1' }, users.platform.sources.time);
        expect(await users.judge(token, { allowWildcardChannel: true })).toBe('token_revoked');
        const elsewhere = { allowWildcardChannel: true, channel: 'stage-2' };
        expect(await users.judge(token, elsewhere)).toBe('admitted');
      });

      it('say what to do next, and hold no promise for the same token', async () => {
        await users.revoke({ kind: 'project' });
        expect(await users.admit(issueTestToken())).toMatchObject({
          message: expect.stringMatching(/^every token of the project .* new one/),
          retryAt: undefined,
        });
      });

      it('hold for every admission that begins after they are stored', async () => {
        for (let uid = 1; uid <= 20; uid += 1) {
          const token = issueTestToken({ uid });
          const meanwhile = Array.from({ length: 8 }, () => users.judge(token, { uid }));
          await users.revoke({ kind: 'user', user: String(uid) });
          const after = await Promise.all(
            Array.from({ length: 4 }, () => users.judge(token, { uid })),
          );
          expect(new Set(after)).toEqual(new Set(['token_revoked']));
          for (const code of await Promise.all(meanwhile)) {
            expect(['admitted', 'token_revoked']).toContain(code);
          }
          expect(await users.judge(issueTestToken())).toBe('admitted');
        }
      });
    });

    describe('bans', () => {
      it.each<[Partial<KickingRule>, Partial<AdmissionRequest>]>([
        [{ uid: 42 }, {}],
        [{ channel: 'stage-1' }, {}],
        [{ address: '10.0.0.1' }, { address: '10.0.0.1' }],
        [{ address: '10.0.0.1' }, { address: '::ffff:10.0.0.1' }],
        [{ address: '2001:db8::1' }, { address: '2001:DB8:0::1' }],
        [{ uid: 42, channel: 'stage-1' }, {}],
        [{ uid: 42, channel: 'stage-1', address: '10.0.0.1' }, { address: '10.0.0.1' }],
        [{ uid: 42 }, { uid: undefined, account: '42' }],
      ])('%j keep out %j', async (rule, changes) => {
        await users.ban(rule);
        expect(await users.admit(issueTestToken(), changes)).toEqual({
          kind: 'refused',
          code: 'kicked',
          message: expect.stringContaining(`joining until ${NOW + 600}`),
          retryAt: NOW + 600,
        });
      });

      it.each<[Partial<KickingRule>, Partial<AdmissionRequest>]>([
        [{ uid: 43 }, {}],
        [{ channel: 'stage-2' }, {}],
        [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
        [{ address: '10.0.0.1' }, {}],
        [{ uid: 42, channel: 'stage-2' }, {}],
        [{ uid: 43, channel: 'stage-1' }, {}],
        [{ uid: 42, endsAtMs: NOW * 1000 }, {}],
        [{ uid: 42, appId: OTHER_PROJECT.appId }, {}],
      ])('%j do not keep out %j', async (rule, changes) => {
        await users.ban(rule);
        expect(await users.judge(issueTestToken(), changes)).toBe('admitted');
      });

      it('find a user who shows a token for any user, and none in Signaling', async () => {
        await users.ban({ uid: 42 });
        const anyUser = issueTestToken({ uid: 0 });
        expect(await users.judge(anyUser, { allowWildcardUid: true })).toBe('kicked');
        const signaling = { service: 'rtm', channel: undefined } as const;
        expect(
          await users.judge(issueTestToken({ services: [rtm({ userId: 42 })] }), signaling),
        ).toBe('admitted');
      });

      it('on publishing take away just that, and leave data streams', async () => {
        await users.ban({ uid: 42, privileges: ['publish_audio'] });
        await users.ban({ uid: 42, privileges: ['publish_audio'], endsAtMs: (NOW + 900) * 1000 });
        expect(await users.admitted(issueTestToken())).toMatchObject({
          privileges: {
            joinChannel: END,
            publishVideoStream: END,
            publishDataStream: END,
          },
          withheld: { publishAudioStream: NOW + 900 },
        });
        await users.ban({ channel: 'stage-1', privileges: ['publish_video'] });
        const both = await users.admitted(issueTestToken());
        expect(Object.keys(both.privileges)).toEqual(['joinChannel', 'publishDataStream']);
        expect(both.withheld).toEqual({
          publishAudioStream: NOW + 900,
          publishVideoStream: NOW + 600,
        });
      });

      it('keep out who cannot do without what they take away', async () => {
        await users.ban({ uid: 42, privileges: ['publish_video'] });
        const request = { privileges: ['publishVideoStream'] };
        expect(await users.admit(issueTestToken(), request)).toMatchObject({
          code: 'kicked',
          retryAt: NOW + 600,
        });
        const pusher = issueTestToken({
          services: [fcdn({ channel: 'stage-1', uid: 42, privileges: ['publish'] })],
        });
        expect(await users.judge(pusher, { service: 'fcdn' })).toBe('kicked');
        const player = issueTestToken({
          services: [fcdn({ channel: 'stage-1', uid: 42, privileges: ['publish', 'play'] })],
        });
        expect((await users.admitted(player, { service: 'fcdn' })).privileges).toEqual({
          play: END,
        });
      });

      it('do not make a token for nothing useful', async () => {
        const services = [fcdn({ channel: 'stage-1', uid: 42, privileges: { play: 10 } })];
        users.platform.sources.time = NOW + 10;
        expect(await users.judge(issueTestToken({ services }), { service: 'fcdn' })).toBe(
          'privilege_missing',
        );
      });
    });
  });
});
