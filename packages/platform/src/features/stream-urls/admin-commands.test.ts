import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProject } from '../../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import { streamUrlAdminCommands } from './admin-commands.js';
import { findAuthKey } from './find-auth-key.js';

const KEY = 'stagedoor-push-key-01';
const URL_OF_STAGE = 'rtmp://push.example.com/live/demo-stream';
const SIGNED = `${URL_OF_STAGE}?ts=1795305600&sign=d6e64f9b931add6809464001d9b99ba5`;

describe.each(TEST_ENGINES)('stored keys of stream URLs on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let appId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      const project = await addProject(platform);
      ({ appId } = project);
      for (const [name, authKey] of [
        ['push.example.com', KEY],
        ['open.example.com', undefined],
      ] as const) {
        await platform.storage.stores.broadcastDomains.add({
          name,
          projectId: project.projectId,
          type: 'play',
          region: undefined,
          authKey,
          createdAt: NOW,
        });
      }
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    const run = async (
      id: string,
      input: object,
      organizationId: string = ORGANIZATION_ID,
    ): Promise<unknown> => {
      const command = streamUrlAdminCommands.find((each) => each.id === id);
      const { sources, storage } = platform;
      const answer = await command?.run({
        ports: storage.stores,
        input: { appId, now: NOW, ...input } as never,
        organizationId,
        actor: 'cli:tester',
        sources,
      });
      return answer?.result;
    };

    it('sign and check a URL of the domain', async () => {
      const signed = await run('stream-url.sign', { url: URL_OF_STAGE, expiresAt: 1_795_305_600 });
      expect(signed).toEqual({ url: SIGNED, expiresAt: 1_795_305_600, findings: [] });
      expect(await run('stream-url.check', { url: SIGNED })).toMatchObject({ verdict: 'accepted' });
      const wrong = await run('stream-url.check', { url: `${SIGNED}0` });
      expect(wrong).toMatchObject({ verdict: 'rejected', reason: 'sign_malformed' });
      expect(JSON.stringify(wrong)).not.toContain(KEY);
    });

    it('sign nothing for a domain without a key', async () => {
      const url = 'rtmp://open.example.com/live/a';
      await expect(run('stream-url.sign', { url, expiresAt: NOW + 1 })).rejects.toMatchObject({
        code: 'invalid_stream_url',
      });
      expect(await run('stream-url.check', { url })).toMatchObject({
        verdict: 'accepted',
        findings: [{ kind: 'key_missing' }],
      });
    });

    it('use no key of another organization or project', async () => {
      const input = { url: URL_OF_STAGE, expiresAt: NOW + 1 };
      await expect(run('stream-url.sign', input, 'organization-2')).rejects.toMatchObject({
        code: 'invalid_appid',
      });
      const other = await addProject(platform);
      await expect(run('stream-url.sign', { ...input, appId: other.appId })).rejects.toMatchObject({
        code: 'invalid_stream_url',
      });
    });

    it.each(['/live/a', 'rtmp://none.example.com/live/a', 'rtmp://[::1]/live/a', 'nothing'])(
      'find no key for %s',
      async (url) => {
        const owner = { organizationId: ORGANIZATION_ID, appId };
        await expect(findAuthKey(platform.storage.stores, url, owner)).rejects.toMatchObject({
          code: 'invalid_stream_url',
        });
      },
    );
  });
});
