import { deflateSync, inflateSync } from 'node:zlib';
import { issueToken006 } from '@stagedoor/token/006';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import {
  addProject,
  issueTestToken,
  OTHER_PROJECT,
  PRIMARY,
  PROJECT,
  SECONDARY,
} from '../../../test/test-project.js';
import { Administration } from '../../administration/administration.js';
import { purgeRevocations } from './purge-revocations.js';

const URL = '/stagedoor/v1/revocations';
const { appId } = PROJECT;
const READER = { customerId: 'a'.repeat(32), customerSecret: 'b'.repeat(32) };
const STRANGER = { customerId: 'c'.repeat(32), customerSecret: 'd'.repeat(32) };

/** What an answer says. */
interface Answer {
  readonly statusCode: number;
  readonly errorCode: unknown;
  readonly body: {
    readonly revocation: Readonly<Record<string, unknown>>;
    readonly revocations: readonly Readonly<Record<string, unknown>>[];
    readonly next: string | null;
    readonly message: string;
  };
}

describe.each(TEST_ENGINES)('revocations on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;

    const addCredential = (
      { customerId, customerSecret }: typeof READER,
      changes: { readonly access?: 'read-only'; readonly projectIds?: readonly string[] },
    ): Promise<void> =>
      platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
        customers.add(
          {
            customerId,
            organizationId: ORGANIZATION_ID,
            name: customerId,
            access: 'full',
            projectIds: undefined,
            createdAt: NOW,
            lastUsedAt: undefined,
            disabledAt: undefined,
            ...changes,
          },
          [{ slot: 'primary', customerSecret, createdAt: NOW }],
        ),
      );

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      await addProject(platform.storage);
      await addProject(platform.storage, OTHER_PROJECT);
      await addCredential(READER, { access: 'read-only' });
      await addCredential(STRANGER, { projectIds: [OTHER_PROJECT.id] });
    });

    beforeEach(async () => {
      platform.sources.time = NOW;
      await database.database.connection.deleteFrom('revocations').execute();
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    const call = async (
      method: 'GET' | 'POST' | 'DELETE',
      url: string,
      payload?: object,
      credential: typeof READER = CUSTOMER,
    ): Promise<Answer> => {
      const headers = { authorization: basicOf(credential) };
      const request = { method, url, headers, ...(payload === undefined ? {} : { payload }) };
      const answer = await platform.app.inject(request);
      return {
        statusCode: answer.statusCode,
        errorCode: answer.headers['x-stagedoor-error'],
        body: answer.json(),
      };
    };

    const revoke = (payload: object): Promise<Answer> => call('POST', URL, { appId, ...payload });

    const list = async (query = ''): Promise<Answer['body']> =>
      (await call('GET', `${URL}?appId=${appId}${query}`)).body;

    const judge = async (token: string, user: object = { uid: 42 }): Promise<unknown> => {
      const payload = { appId, token, channel: 'stage-1', allowWildcardUid: true, allow006: true };
      const { body } = await call('POST', '/stagedoor/v1/admissions', { ...payload, ...user });
      const answer: Readonly<Record<string, unknown>> = { ...body };
      return answer['admitted'] === true ? 'admitted' : answer['code'];
    };

    it.each<[object, object]>([
      [{ uid: 42 }, { kind: 'user', user: '42', channel: null }],
      [{ account: '42' }, { kind: 'user', user: '42', channel: null }],
      [
        { uid: 42, channel: 'stage-1' },
        { kind: 'channel-user', user: '42', channel: 'stage-1' },
      ],
      [{ channel: 'stage-1' }, { kind: 'channel', user: null, channel: 'stage-1' }],
      [{ all: true }, { kind: 'project', user: null, channel: null }],
    ])('keep out by %j who came in before', async (subject, view) => {
      const token = issueTestToken();
      expect(await judge(token)).toBe('admitted');
      const { statusCode, body } = await revoke({ ...subject, reason: 'left the team' });
      expect([statusCode, body.revocation]).toEqual([
        201,
        {
          key: expect.stringMatching(/^[0-9a-f]{32}$/),
          appId,
          ...view,
          fingerprint: null,
          issuedUntil: NOW,
          reason: 'left the team',
          createdAt: NOW,
          endsAt: NOW + 86_400 + 3600,
        },
      ]);
      expect(await judge(token)).toBe('token_revoked');
      expect(await judge(issueTestToken({ issuedAt: NOW + 1 }))).toBe('admitted');

      const key = String(body.revocation['key']);
      const removed = await call('DELETE', `${URL}/${key}?appId=${appId}`);
      expect([removed.statusCode, removed.body.revocation]).toEqual([200, body.revocation]);
      expect(await judge(token)).toBe('admitted');
      expect(await call('DELETE', `${URL}/${key}?appId=${appId}`)).toMatchObject({
        statusCode: 404,
        errorCode: 'not_found',
      });
    });

    it('name uid and account of one text the same', async () => {
      const first = await revoke({ uid: 42 });
      const second = await revoke({ account: '42' });
      expect(first.body).toEqual(second.body);
      expect((await list()).revocations).toHaveLength(1);
    });

    it('tell names apart that look alike', async () => {
      const subjects = [
        { account: 'a', channel: 'b' },
        { account: 'b', channel: 'a' },
        { account: 'a' },
        { channel: 'a' },
        { account: 'ä' },
        { account: 'a\u0308' },
        { account: '\u0000' },
        { account: '\u0000\u0000' },
        { account: 'a","b' },
        { all: true },
      ];
      for (const subject of subjects) expect((await revoke(subject)).statusCode).toBe(201);
      const { revocations } = await list();
      expect(revocations).toHaveLength(subjects.length);
      expect(revocations.map(({ user }) => user)).toEqual(
        expect.arrayContaining(['\u0000', 'ä', 'a\u0308', 'a","b']),
      );
    });

    describe('of one token', () => {
      const token = issueTestToken({ salt: 5 });
      const repacked = `007${deflateSync(inflateSync(Buffer.from(token.slice(3), 'base64')), { level: 0 }).toString('base64')}`;

      it('are kept until its own end, for any text of it', async () => {
        expect(repacked).not.toBe(token);
        expect((await revoke({ token: repacked })).body.revocation).toMatchObject({
          kind: 'token',
          user: null,
          fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
          issuedUntil: NOW,
          endsAt: NOW + 3600 + 3600,
        });
        expect(await judge(token)).toBe('token_revoked');
        expect(await judge(issueTestToken({ salt: 6 }))).toBe('admitted');
      });

      it('can be of one that is not valid yet, or signed by a certificate that is disabled', async () => {
        const early = issueTestToken({ issuedAt: NOW + 600 });
        expect((await revoke({ token: early })).statusCode).toBe(201);
        platform.sources.time = NOW + 600;
        expect(await judge(early)).toBe('token_revoked');
      });

      it.each<[string, string, number]>([
        ['bad_base64', `${token}!`, NOW],
        ['bad_signature', issueTestToken({ certificate: SECONDARY }), NOW],
        ['wrong_app_id', issueTestToken({ appId: OTHER_PROJECT.appId }), NOW],
        ['expired', token, NOW + 3600],
        [
          'expired',
          issueTestToken({ expiresInSeconds: 604_800, allowLongExpiry: true }),
          NOW + 86_400,
        ],
        ['unsupported_version', '005eJx', NOW],
      ])('say that nothing is to be revoked: %s', async (code, text, now) => {
        platform.sources.time = now;
        const { statusCode, errorCode, body } = await revoke({ token: text });
        expect([statusCode, errorCode]).toEqual([400, 'token_not_revocable']);
        expect(body.message).toContain(`(${code})`);
        expect((await list()).revocations).toEqual([]);
      });

      it('of format 006 concern every text that its holder can make of it', async () => {
        const project = { appId, certificate: PRIMARY, issuedAt: NOW, salt: 7 } as const;
        const grant = { role: 'publisher' } as const;
        const old = issueToken006({ ...project, channel: 'stage-1', uid: 42, ...grant });
        // The flaw of the format: the same signature is right for channel stage-14 and uid 2, whose checksums are not signed.
        const other = issueToken006({ ...project, channel: 'stage-14', uid: 2, ...grant });
        expect(await judge(other, { channel: 'stage-14', uid: 2 })).toBe('admitted');
        const { body } = await revoke({ token: old });
        expect(body.revocation).toMatchObject({ kind: 'token', endsAt: NOW + 86_400 + 3600 });
        expect(await judge(old)).toBe('token_revoked');
        expect(await judge(other, { channel: 'stage-14', uid: 2 })).toBe('token_revoked');
        const salted = issueToken006({
          ...project,
          salt: 8,
          channel: 'stage-1',
          uid: 42,
          ...grant,
        });
        expect(await judge(salted)).toBe('admitted');
      });
    });

    it('only ever reach further', async () => {
      await revoke({ uid: 42, issuedUntil: NOW - 100, reason: 'first' });
      const { body } = await revoke({ uid: 42, issuedUntil: NOW });
      expect(body.revocation).toMatchObject({ issuedUntil: NOW, reason: 'first' });
      platform.sources.time = NOW + 50;
      const third = await revoke({ uid: 42, issuedUntil: NOW - 50, reason: 'third' });
      expect(third.body.revocation).toMatchObject({
        issuedUntil: NOW,
        endsAt: NOW + 90_000,
        reason: 'third',
        createdAt: NOW + 50,
      });
      expect((await list()).revocations).toEqual([third.body.revocation]);
    });

    it('can be made at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => revoke({ uid: 42, issuedUntil: NOW - index })),
      );
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
      expect((await list()).revocations).toMatchObject([{ issuedUntil: NOW }]);
    });

    it.each<[object, string]>([
      [{}, 'exactly one'],
      [{ all: true, uid: 1 }, 'exactly one'],
      [{ all: true, channel: 'a' }, 'exactly one'],
      [{ token: issueTestToken(), uid: 42 }, 'exactly one'],
      [{ token: issueTestToken(), issuedUntil: NOW }, 'issuedUntil'],
      [{ uid: 42, account: 'zoe' }, 'uid or account'],
      [{ uid: 0 }, 'uid'],
      [{ uid: 4_294_967_296 }, 'uid'],
      [{ uid: 'zoe' }, 'uid'],
      [{ uid: 1.5 }, 'uid'],
      [{ account: '' }, 'account'],
      [{ token: '' }, 'token'],
      [{ account: '🎭'.repeat(64) }, '255 bytes'],
      [{ account: '\ud800' }, 'half a character'],
      [{ channel: 'stage/1' }, 'channel'],
      [{ channel: '' }, 'channel'],
      [{ channel: 'a'.repeat(64) }, 'channel'],
      [{ all: false }, 'all'],
      [{ all: true, issuedUntil: NOW + 61 }, 'future'],
      [{ all: true, issuedUntil: NOW - 90_000 }, 'more than a day ago'],
      [{ all: true, issuedUntil: 1.5 }, 'issuedUntil'],
      [{ all: true, issuedUntil: NOW * 1000 }, 'future'],
      [{ all: true, reason: 'a\nb' }, 'reason'],
      [{ all: true, reason: 'a'.repeat(256) }, 'reason'],
    ])('are not made by %j', async (payload, text) => {
      const { statusCode, errorCode, body } = await revoke(payload);
      expect([statusCode, errorCode]).toEqual([400, 'invalid_request']);
      expect(body.message).toContain(text);
      expect((await list()).revocations).toEqual([]);
    });

    it('may reach as far ahead as clocks of issuers may run ahead', async () => {
      expect((await revoke({ all: true, issuedUntil: NOW + 60 })).statusCode).toBe(201);
      expect(await judge(issueTestToken({ issuedAt: NOW + 60 }))).toBe('token_revoked');
    });

    it('are for those who may change the project', async () => {
      const payload = { appId, all: true };
      expect(await call('POST', URL, payload, READER)).toMatchObject({
        statusCode: 403,
        errorCode: 'read_only_credential',
      });
      expect((await call('POST', URL, payload, STRANGER)).statusCode).toBe(401);
      const { body } = await revoke({ all: true });
      const one = `${URL}/${String(body.revocation['key'])}`;
      expect((await call('DELETE', `${one}?appId=${appId}`, undefined, READER)).statusCode).toBe(
        403,
      );
      const foreign = `${one}?appId=${OTHER_PROJECT.appId}`;
      expect((await call('DELETE', foreign, undefined, STRANGER)).statusCode).toBe(404);
      expect((await call('GET', `${URL}?appId=${appId}`, undefined, READER)).statusCode).toBe(200);
      expect((await call('GET', `${URL}?appId=${appId}`, undefined, STRANGER)).statusCode).toBe(
        401,
      );
      expect((await list()).revocations).toHaveLength(1);
    });

    it('are listed page by page, the newest first, while they hold', async () => {
      for (let uid = 1; uid <= 7; uid += 1) {
        platform.sources.time = NOW + Math.floor(uid / 3);
        await revoke({ uid });
      }
      const all = (await list()).revocations;
      const times = all.map(({ createdAt }) => Number(createdAt));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      const pages: Readonly<Record<string, unknown>>[] = [];
      let after = '';
      do {
        const page = await list(`&limit=3${after}`);
        pages.push(...page.revocations);
        after = page.next === null ? '' : `&after=${page.next}`;
      } while (after !== '');
      expect(pages).toEqual(all);
      expect(all).toHaveLength(7);
      platform.sources.time = NOW + 90_000;
      expect((await list()).revocations).toHaveLength(5);
    });

    it.each(['&limit=0', '&limit=1001', '&limit=x', '&after=x', '&after=1-2'])(
      'are not listed by %s',
      async (query) => {
        const { statusCode, errorCode } = await call('GET', `${URL}?appId=${appId}${query}`);
        expect([statusCode, errorCode]).toEqual([400, 'invalid_request']);
      },
    );

    it('are removed when they are over, some at a time', async () => {
      for (let uid = 1; uid <= 5; uid += 1) await revoke({ uid, issuedUntil: NOW - 6 + uid });
      const { revocations } = platform.storage.stores;
      const endAt = NOW - 6 + 3 + 90_000;
      expect(await purgeRevocations(revocations, { now: endAt - 3, most: 100 })).toBe(0);
      expect(await purgeRevocations(revocations, { now: endAt, most: 2 })).toBe(2);
      expect(await purgeRevocations(revocations, { now: endAt, most: 100 })).toBe(1);
      expect(await purgeRevocations(revocations, { now: endAt, most: 100 })).toBe(0);
      const left = (await list()).revocations.map(({ user }) => user);
      expect(new Set(left)).toEqual(new Set(['4', '5']));
    });

    it('leave with their project', async () => {
      const project = { ...PROJECT, id: 'project-c3', appId: 'c'.repeat(32), name: 'third' };
      await addProject(platform.storage, project);
      await call('POST', URL, { appId: project.appId, all: true });
      await platform.storage.transact(ORGANIZATION_ID, ({ projects }) =>
        projects.remove(project.id),
      );
      const rows = await database.database.connection
        .selectFrom('revocations')
        .selectAll()
        .execute();
      expect(rows).toEqual([]);
    });

    describe('of administrators', () => {
      const run = (id: string, input: object): Promise<unknown> => {
        const { storage, keyring, sources } = platform;
        const maintenance = { database: database.database, keyring, storage };
        return new Administration(maintenance, sources).run({ id, input, actor: 'cli:alice' });
      };

      it('are made, listed and removed', async () => {
        const token = issueTestToken();
        const made = await run('revocation.create', { token });
        expect(made).toMatchObject({ kind: 'token', appId });
        expect(await run('admission.check', { token, uid: 42, channel: 'stage-1' })).toMatchObject({
          admitted: false,
          code: 'token_revoked',
        });
        expect(await run('revocation.list', { appId, limit: 10 })).toEqual({
          revocations: [made],
          next: null,
        });
        const [row] = (await list()).revocations;
        expect(await run('revocation.remove', { key: row?.['key'] })).toEqual(made);
        expect(await run('admission.check', { token, uid: 42, channel: 'stage-1' })).toMatchObject({
          admitted: true,
        });
      });

      it.each<[string, object, string]>([
        ['revocation.create', { uid: 42 }, 'invalid_request'],
        ['revocation.create', { appId: 'f'.repeat(32), uid: 42 }, 'not_found'],
        ['revocation.create', { token: 'x' }, 'token_not_revocable'],
        ['revocation.list', { appId: 'f'.repeat(32), limit: 1 }, 'not_found'],
        ['revocation.remove', { key: 'f'.repeat(32) }, 'not_found'],
        ['admission.check', { token: 'x' }, 'invalid_request'],
      ])('%s with %j is %s', async (id, input, code) => {
        await expect(run(id, input)).rejects.toMatchObject({ code });
      });

      it('are noted in the audit trail, without the token', async () => {
        const token = issueTestToken();
        await run('revocation.create', { token, reason: 'leaked' });
        const rows = await database.database.connection
          .selectFrom('audit_events')
          .selectAll()
          .where('action', '=', 'revocation.create')
          .execute();
        const row = rows.at(-1);
        expect(row?.target).toMatch(/^revocation [0-9a-f]{32}$/);
        expect(row?.details).toContain('leaked');
        expect(JSON.stringify(rows)).not.toContain('007eJ');
      });
    });
  });
});
