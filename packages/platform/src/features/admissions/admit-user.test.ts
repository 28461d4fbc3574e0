import {
  apaasUser,
  chatApp,
  chatUser,
  convoai,
  fcdn,
  fpa,
  issueToken,
  rtc,
  rtm,
  stt,
  streaming,
  type ServiceGrant,
} from '@stagedoor/token';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HERE, TestAdmissions } from '../../../test/test-admissions.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { NOW } from '../../../test/test-platform.js';
import {
  issueTestToken,
  OTHER_PROJECT,
  PRIMARY,
  PROJECT,
  SECONDARY,
} from '../../../test/test-project.js';
import type { ProjectCertificate } from '../../domain/project.js';
import type { AdmissionRequest } from './admission.js';
import { admitUser } from './admit-user.js';

const END = NOW + 3600;

describe.each(TEST_ENGINES)('admitUser on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let users: TestAdmissions;

    beforeAll(async () => {
      users = await TestAdmissions.open(engine);
    });

    beforeEach(() => users.reset());

    afterAll(() => users.close());

    describe('who comes in', () => {
      it('is told what he may do, and until when', async () => {
        expect(await users.admit(issueTestToken({ salt: 1 }))).toEqual({
          kind: 'admitted',
          appId: PROJECT.appId,
          projectId: PROJECT.id,
          service: 'rtc',
          channel: 'stage-1',
          user: '42',
          privileges: {
            joinChannel: END,
            publishAudioStream: END,
            publishVideoStream: END,
            publishDataStream: END,
          },
          withheld: {},
          expiresAt: END,
          renewAt: END - 30,
          token: {
            version: '007',
            fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
            issuedAt: NOW,
            expiresAt: END,
            certificate: 'primary',
          },
        });
      });

      it('needs no App ID where the token names it', async () => {
        expect((await users.admitted(issueTestToken(), { appId: undefined })).appId).toBe(
          PROJECT.appId,
        );
      });

      it('has each privilege to its own end, and none beyond that of the token', async () => {
        const privileges = {
          joinChannel: 1800,
          publishAudioStream: 60,
          publishVideoStream: 86_400,
        };
        const services = [rtc({ channel: 'stage-1', uid: 42, privileges })];
        const token = issueTestToken({ services });
        expect(await users.admitted(token)).toMatchObject({
          privileges: {
            joinChannel: NOW + 1800,
            publishAudioStream: NOW + 60,
            publishVideoStream: END,
          },
          expiresAt: NOW + 1800,
          renewAt: NOW + 1770,
        });
        users.platform.sources.time = NOW + 60;
        expect(Object.keys((await users.admitted(token)).privileges)).toEqual([
          'joinChannel',
          'publishVideoStream',
        ]);
      });

      it('is out 24 hours after the issue, whatever the token says', async () => {
        const token = issueTestToken({ expiresInSeconds: 604_800, allowLongExpiry: true });
        expect((await users.admitted(token)).expiresAt).toBe(NOW + 86_400);
        users.platform.sources.time = NOW + 86_399;
        expect(await users.judge(token)).toBe('admitted');
        users.platform.sources.time = NOW + 86_400;
        expect(await users.judge(token)).toBe('expired');
      });

      it('may be the user of an account, or any user of any channel where the call allows it', async () => {
        const services = [rtc({ channel: 'stage-1', account: 'zoë 🎭', role: 'subscriber' })];
        const account = { uid: undefined, account: 'zoë 🎭' };
        expect((await users.admitted(issueTestToken({ services }), account)).user).toBe('zoë 🎭');

        const anyUser = issueTestToken({ uid: 0 });
        expect(await users.judge(anyUser)).toBe('wildcard_uid');
        expect((await users.admitted(anyUser, { allowWildcardUid: true })).user).toBe('42');
      });

      it.each<[AdmissionRequest['service'], ServiceGrant, Partial<AdmissionRequest>, object]>([
        ['rtm', rtm({ userId: 'zoe' }), { account: 'zoe' }, { login: END }],
        ['rtm', rtm({ userId: 42 }), { uid: 42 }, { login: END }],
        ['chat', chatUser({ userId: 'zoe' }), { account: 'zoe' }, { user: END }],
        ['chat', chatApp(), { privileges: ['app'] }, { app: END }],
        [
          'streaming',
          streaming({ channel: 'stage-1', uid: 42, privileges: ['publishMixStream'] }),
          { channel: 'stage-1', uid: 42 },
          { publishMixStream: END },
        ],
        [
          'fcdn',
          fcdn({ channel: 'stage-1', uid: 42, privileges: ['play'] }),
          { channel: 'stage-1', uid: 42 },
          { play: END },
        ],
        [
          'apaas',
          {
            service: 'apaas',
            room: 'class-1',
            userId: 'zoe',
            roomRole: 1,
            privileges: ['roomUser'],
          },
          { channel: 'class-1', account: 'zoe' },
          { roomUser: END },
        ],
        [
          'apaas',
          apaasUser({ userId: 'zoe' }),
          { account: 'zoe', privileges: ['user'] },
          { user: END },
        ],
        ['fpa', fpa(), {}, { login: END }],
        ['convoai', convoai(), {}, {}],
        ['stt', stt(), {}, {}],
      ])('comes in to %s', async (service, grant, who, privileges) => {
        const token = issueTestToken({ services: [grant] });
        const request = { service, channel: undefined, uid: undefined, ...who };
        expect(await users.admitted(token, request)).toMatchObject({ privileges, expiresAt: END });
      });

      it('may be whom the token names, for a service that does not know him', async () => {
        const nobody = { uid: undefined, channel: undefined };
        const fromToken = ['channel', 'user'] as const;
        const request = { ...nobody, fromToken };
        expect(await users.admitted(issueTestToken(), request)).toMatchObject({
          channel: 'stage-1',
          user: '42',
        });
        await users.revoke({ kind: 'user', user: '42' });
        expect(await users.judge(issueTestToken(), request)).toBe('token_revoked');
        expect(await users.judge(issueTestToken({ uid: 0 }), request)).toBe('admitted');
      });
    });

    describe('who stays out', () => {
      const forged = issueTestToken({ certificate: SECONDARY });

      it.each<[string, string, Partial<AdmissionRequest>]>([
        ['malformed', '', {}],
        ['malformed', '', { appId: undefined }],
        ['unsupported_version', '005eJx', {}],
        ['bad_base64', issueTestToken().slice(0, -3), {}],
        ['bad_signature', forged, {}],
        ['wrong_app_id', issueTestToken(), { appId: OTHER_PROJECT.appId }],
        ['unknown_project', issueTestToken(), { appId: 'f'.repeat(32) }],
        ['unknown_project', issueTestToken({ appId: 'f'.repeat(32) }), { appId: undefined }],
        ['wrong_channel', issueTestToken({ channel: 'stage-2' }), {}],
        ['wrong_uid', issueTestToken({ uid: 43 }), {}],
        ['service_missing', issueTestToken(), { service: 'rtm', channel: undefined }],
        [
          'privilege_missing',
          issueTestToken({
            services: [rtc({ channel: 'stage-1', uid: 42, role: 'subscriber' })],
          }),
          { privileges: ['publishAudioStream'] },
        ],
        [
          'privilege_missing',
          issueTestToken({
            services: [rtc({ channel: 'stage-1', uid: 42, privileges: ['publishAudioStream'] })],
          }),
          {},
        ],
        [
          'wrong_uid',
          issueTestToken({ services: [chatApp()] }),
          { service: 'chat', channel: undefined, uid: undefined, account: 'zoe' },
        ],
      ])('is told %s', async (code, token, changes) => {
        const admission = await users.admit(token, changes);
        expect(admission).toEqual({
          kind: 'refused',
          code,
          message: expect.stringMatching(/.{20}/),
          retryAt: undefined,
        });
      });

      it('says nothing of the token or a certificate', async () => {
        const texts = await Promise.all(
          [forged, issueTestToken({ uid: 43 })].map(async (token) =>
            JSON.stringify(await users.admit(token)),
          ),
        );
        for (const text of texts)
          expect(text).not.toMatch(new RegExp(`${PRIMARY}|${SECONDARY}|007eJ`));
      });

      it('is everyone while the project is disabled, or has no live certificate', async () => {
        const token = issueTestToken();
        expect(await users.judge(token)).toBe('admitted');
        await users.changeProject({ status: 'disabled' });
        expect(await users.judge(token)).toBe('project_disabled');
        const disabled = PROJECT.certificates.map(
          (each) => ({ ...each, state: 'disabled' }) as const,
        );
        await users.changeProject({ certificates: disabled });
        expect(await users.judge(token)).toBe('no_live_certificate');
        await users.changeProject({});
        expect(await users.judge(token)).toBe('admitted');
      });

      it.each<[string, Partial<AdmissionRequest>]>([
        ['service must be one of', { service: 'toString' as 'rtc' }],
        ['uid or account', { account: 'zoe' }],
        ['uid or account is missing', { uid: undefined }],
        ['channel is missing', { channel: undefined }],
        ['channel', { service: 'rtm' }],
        ['uid or account', { service: 'fpa', channel: undefined }],
        ['channel', { fromToken: ['channel'] }],
        ['channel name', { channel: 'stage/1' }],
        ['uid', { uid: 0 }],
        ['uid', { uid: 1.5 }],
        ['account', { uid: undefined, account: '' }],
        ['not a privilege', { privileges: ['joinRoom'] }],
        ['IP address', { address: '10.0.0.1:80' }],
        ['IP address', { address: '' }],
      ])('is nobody where the call is wrong: %s', async (text, changes) => {
        await expect(users.admit(issueTestToken(), changes)).rejects.toMatchObject({
          code: 'invalid_request',
          message: expect.stringContaining(text),
        });
      });
    });

    describe('certificates', () => {
      const secondary: ProjectCertificate = {
        slot: 'secondary',
        state: 'live',
        certificate: SECONDARY,
        createdAt: NOW,
      };
      const byPrimary = issueTestToken();
      const bySecondary = issueTestToken({ certificate: SECONDARY });

      it('prove tokens from the moment that they are stored, and as the slots that they are in', async () => {
        expect(await users.judge(bySecondary)).toBe('bad_signature');
        await users.changeProject({ certificates: [...PROJECT.certificates, secondary] });
        expect((await users.admitted(bySecondary)).token.certificate).toBe('secondary');
        expect((await users.admitted(byPrimary)).token.certificate).toBe('primary');

        const promoted = [
          { ...secondary, slot: 'primary' } as const,
          { ...secondary, certificate: PRIMARY },
        ];
        await users.changeProject({ certificates: promoted });
        expect((await users.admitted(bySecondary)).token.certificate).toBe('primary');
        expect((await users.admitted(byPrimary)).token.certificate).toBe('secondary');

        await users.changeProject({ certificates: promoted.slice(0, 1) });
        expect(await users.judge(byPrimary)).toBe('bad_signature');
      });

      it('are named by their slot also where the other one is disabled', async () => {
        const disabled = PROJECT.certificates.map(
          (each) => ({ ...each, state: 'disabled' }) as const,
        );
        await users.changeProject({ certificates: [...disabled, secondary] });
        expect((await users.admitted(bySecondary)).token.certificate).toBe('secondary');
        expect(await users.judge(byPrimary)).toBe('bad_signature');
      });
    });

    describe('the clock', () => {
      it('ends a token and a privilege to the second', async () => {
        const services = [
          rtc({
            channel: 'stage-1',
            uid: 42,
            privileges: { joinChannel: 0, publishAudioStream: 60 },
          }),
        ];
        const token = issueTestToken({ services });
        const publish = { privileges: ['publishAudioStream'] };
        users.platform.sources.time = NOW + 59;
        expect(await users.judge(token, publish)).toBe('admitted');
        users.platform.sources.time = NOW + 60;
        expect(await users.judge(token, publish)).toBe('privilege_expired');
        users.platform.sources.time = END - 1;
        const last = await users.admitted(token);
        expect([last.expiresAt, last.renewAt]).toEqual([END, END - 1]);
        users.platform.sources.time = END;
        expect(await users.judge(token)).toBe('expired');
        users.platform.sources.time = END + 600;
        expect(await users.judge(token)).toBe('expired');
      });

      it('may be a minute behind that of the issuer', async () => {
        const token = issueTestToken();
        users.platform.sources.time = NOW - 60;
        expect(await users.judge(token)).toBe('admitted');
        users.platform.sources.time = NOW - 61;
        expect(await users.judge(token)).toBe('not_yet_valid');
      });
    });

    it('says so when storage does not answer, and lets nobody in', async () => {
      const { kickingRules, projects } = users.platform.storage.stores;
      const failing = { findByKeys: () => Promise.reject(new TypeError('gone')) };
      const ports = { projects, revocations: failing, kickingRules };
      const request = { ...HERE, token: issueTestToken() };
      await expect(admitUser(request, ports, users.platform.sources)).rejects.toMatchObject({
        code: 'storage_unavailable',
      });
    });

    it('takes any text for a token without failing', async () => {
      const texts = ['\u0000', '\ud800', '007', '007=', '006', 'x'.repeat(200_000), '7'.repeat(99)];
      for (const text of texts)
        expect(await users.judge(text, { allow006: true })).not.toBe('admitted');
      for (const text of texts) {
        expect(await users.judge(text, { allow006: true, appId: undefined })).not.toBe('admitted');
      }
    });

    it('takes a token with a service twice by the entry that fits', async () => {
      const token = issueToken({
        appId: PROJECT.appId,
        certificate: PRIMARY,
        services: [
          rtc({ channel: 'stage-2', uid: 42, role: 'publisher' }),
          rtc({ channel: 'stage-1', uid: 42, role: 'subscriber' }),
        ],
        issuedAt: NOW,
        expiresInSeconds: 3600,
      });
      expect((await users.admitted(token)).privileges).toEqual({ joinChannel: END });
    });
  });
});
