import { issueToken006 } from '@stagedoor/token/006';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestAdmissions } from '../../../test/test-admissions.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { NOW } from '../../../test/test-platform.js';
import { PRIMARY, PROJECT } from '../../../test/test-project.js';

describe.each(TEST_ENGINES)(
  'admitUser with tokens of format 006, on $engine.name',
  ({ engine, isThere }) => {
    describe.skipIf(!isThere)('with the engine', () => {
      let users: TestAdmissions;

      beforeAll(async () => {
        users = await TestAdmissions.open(engine);
      });

      beforeEach(() => users.reset());

      afterAll(() => users.close());

      const project = {
        appId: PROJECT.appId,
        certificate: PRIMARY,
        issuedAt: NOW,
        salt: 7,
      } as const;
      const token = issueToken006({ ...project, channel: 'stage-1', uid: 42, role: 'publisher' });
      const allowed = { allow006: true } as const;

      it('is refused unless the call allows it', async () => {
        expect(await users.judge(token)).toBe('unsupported_version');
        expect(await users.judge(token, { appId: undefined })).toBe('unsupported_version');
        expect(await users.admitted(token, allowed)).toMatchObject({
          user: '42',
          privileges: { joinChannel: NOW + 86_400, publishDataStream: NOW + 86_400 },
          token: { version: '006', issuedAt: NOW, expiresAt: NOW + 86_400 },
        });
        expect(await users.judge(token, { ...allowed, appId: undefined })).toBe('admitted');
      });

      it('is read for RTC and Signaling, and only where channel and user are known', async () => {
        const login = issueToken006({ ...project, userId: 'zoe', privilegesExpireAt: NOW + 60 });
        const signaling = {
          ...allowed,
          service: 'rtm',
          channel: undefined,
          uid: undefined,
        } as const;
        expect((await users.admitted(login, { ...signaling, account: 'zoe' })).expiresAt).toBe(
          NOW + 60,
        );
        expect(await users.judge(login, { ...signaling, account: 'ben' })).toBe('wrong_uid');
        expect(await users.judge(token, { ...signaling, service: 'chat', account: 'zoe' })).toBe(
          'unsupported_version',
        );
        const nobody = { ...allowed, uid: undefined, fromToken: ['user'] } as const;
        expect(await users.judge(token, nobody)).toBe('unsupported_version');
      });

      it('is judged like the other', async () => {
        const anyone = issueToken006({
          ...project,
          channel: 'stage-1',
          uid: 0,
          role: 'subscriber',
        });
        expect(await users.judge(anyone, allowed)).toBe('wildcard_uid');
        expect(await users.judge(anyone, { ...allowed, allowWildcardUid: true })).toBe('admitted');
        expect(await users.judge(token, { ...allowed, channel: 'stage-2' })).toBe('wrong_channel');
        await users.ban({ uid: 42, privileges: ['publish_audio'] });
        expect((await users.admitted(token, allowed)).withheld).toEqual({
          publishAudioStream: NOW + 600,
        });
        users.platform.sources.time = NOW + 86_400;
        expect(await users.judge(token, allowed)).toBe('expired');
        users.platform.sources.time = NOW - 61;
        expect(await users.judge(token, allowed)).toBe('not_yet_valid');
      });

      it('counts as issued 24 hours before its end', async () => {
        await users.revoke({ kind: 'user', user: '42' }, NOW - 1);
        expect(await users.judge(token, allowed)).toBe('admitted');
        await users.revoke({ kind: 'user', user: '42' }, NOW);
        expect(await users.judge(token, allowed)).toBe('token_revoked');
      });
    });
  },
);
