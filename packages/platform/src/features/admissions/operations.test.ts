import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import { addProject, issueTestToken, OTHER_PROJECT, PROJECT } from '../../../test/test-project.js';
import { createServer } from '../../fastify/create-server.js';
import { ProjectDirectory } from './project-directory.js';

const { appId } = PROJECT;
const HERE = { appId, channel: 'stage-1', uid: 42 };
const READER = { customerId: 'a'.repeat(32), customerSecret: 'b'.repeat(32) };
const STRANGER = { customerId: 'c'.repeat(32), customerSecret: 'd'.repeat(32) };

describe.each(TEST_ENGINES)('admissions over REST on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      const { storage } = platform;
      await addProject(storage);
      await addProject(storage, OTHER_PROJECT);
      const credential = {
        organizationId: ORGANIZATION_ID,
        name: 'other',
        createdAt: NOW,
        lastUsedAt: undefined,
        disabledAt: undefined,
      };
      await storage.transact(ORGANIZATION_ID, async ({ customers }) => {
        await customers.add(
          {
            ...credential,
            customerId: READER.customerId,
            access: 'read-only',
            projectIds: undefined,
          },
          [{ slot: 'primary', customerSecret: READER.customerSecret, createdAt: NOW }],
        );
        await customers.add(
          {
            ...credential,
            customerId: STRANGER.customerId,
            access: 'full',
            projectIds: [OTHER_PROJECT.id],
          },
          [{ slot: 'primary', customerSecret: STRANGER.customerSecret, createdAt: NOW }],
        );
      });
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    const ask = async (
      payload: object,
      credential: typeof READER = READER,
    ): Promise<{ readonly statusCode: number; readonly body: unknown }> => {
      const headers = { authorization: basicOf(credential) };
      const request = {
        method: 'POST',
        url: '/stagedoor/v1/admissions',
        headers,
        payload,
      } as const;
      const answer = await platform.app.inject(request);
      return { statusCode: answer.statusCode, body: answer.json() };
    };

    it('say who comes in', async () => {
      const END = NOW + 3600;
      expect(await ask({ ...HERE, token: issueTestToken(), address: '10.0.0.1' })).toEqual({
        statusCode: 200,
        body: {
          admitted: true,
          appId,
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
        },
      });
    });

    it('say who does not, and why, as an answer like any other', async () => {
      expect(await ask({ ...HERE, uid: 43, token: issueTestToken() })).toEqual({
        statusCode: 200,
        body: {
          admitted: false,
          code: 'wrong_uid',
          message: expect.stringContaining('join as the user'),
          retryAt: null,
        },
      });
      const payload = { appid: appId, uid: 42, cname: 'stage-1', time: 10 };
      const headers = { authorization: basicOf(CUSTOMER) };
      const url = '/dev/v1/kicking-rule';
      const rule = await platform.app.inject({ method: 'POST', url, headers, payload });
      expect(rule.statusCode).toBe(200);
      expect((await ask({ ...HERE, token: issueTestToken() })).body).toMatchObject({
        code: 'kicked',
        retryAt: NOW + 600,
      });
      const { id } = rule.json<{ id: number }>();
      await platform.app.inject({ method: 'DELETE', url, headers, payload: { appid: appId, id } });
      expect((await ask({ ...HERE, token: issueTestToken() })).body).toMatchObject({
        admitted: true,
      });
    });

    it.each<[number, object]>([
      [400, { token: undefined }],
      [400, { token: 7 }],
      [400, { uid: 0 }],
      [400, { uid: 'zoe' }],
      [400, { channel: undefined }],
      [400, { service: 'nothing' }],
      [400, { privileges: ['nothing'] }],
      [400, { privileges: 'joinChannel' }],
      [400, { address: 'nowhere' }],
      [400, { allow006: 'yes' }],
      [400, { appId: 'f'.repeat(32) }],
      [400, { appId: undefined }],
      [400, { appId: { toString: 1 } }],
    ])('answer %s to a call with %j', async (statusCode, changes) => {
      const answer = await ask({ ...HERE, token: issueTestToken(), ...changes });
      expect(answer).toEqual({
        statusCode,
        body: expect.objectContaining({ message: expect.stringMatching(/./) }),
      });
    });

    it('are for those whom the project belongs to', async () => {
      expect((await ask({ ...HERE, token: issueTestToken() }, STRANGER)).statusCode).toBe(401);
    });

    it('go by a directory of projects where there is one', async () => {
      const { storage, gateway } = platform;
      let readCount = 0;
      const counting = {
        findByAppId: (wanted: string) => {
          readCount += 1;
          return storage.stores.projects.findByAppId(wanted);
        },
      };
      const projects = new ProjectDirectory(counting, () => storage.hearsAllChanges);
      storage.onChange((organizationId) => projects.forget(organizationId));
      const other = await createServer({
        gateway: { ...gateway, projects },
        verification: {},
        limits: 'off',
      });
      const headers = { authorization: basicOf(CUSTOMER) };
      const payload = { ...HERE, token: issueTestToken() };
      const url = '/stagedoor/v1/admissions';
      for (let round = 0; round < 3; round += 1) {
        const answer = await other.inject({ method: 'POST', url, headers, payload });
        expect(answer.json()).toMatchObject({ admitted: true });
      }
      expect(readCount).toBe(1);
      await storage.transact(ORGANIZATION_ID, ({ projects: stored }) =>
        stored.update({ ...PROJECT, status: 'disabled' }),
      );
      const answer = await other.inject({ method: 'POST', url, headers, payload });
      expect(answer.json()).toMatchObject({ code: 'project_disabled' });
      await storage.transact(ORGANIZATION_ID, ({ projects: stored }) => stored.update(PROJECT));
      await other.close();
    });
  });
});
