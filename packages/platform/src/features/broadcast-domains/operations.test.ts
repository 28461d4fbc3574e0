import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BroadcastClient } from '../../../test/broadcast-client.js';
import { addProject, freshName } from '../../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  makeTestPlatform,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';

const freshDomain = (): string => `${freshName('push')}.example.com`;
const PUBLISH = { type: 'publish', region: 'eu' };

describe.each(TEST_ENGINES)('domains on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let client: BroadcastClient;
    let projectId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
    });

    beforeEach(async () => {
      platform.sources.time += 2;
      const project = await addProject(platform);
      projectId = project.projectId;
      client = BroadcastClient.injecting(platform, project.appId);
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it('adds domains, and shows them one by one and as a list, the oldest first', async () => {
      const [play, push] = [freshDomain(), freshDomain()];
      const playView = { appid: client.appId, name: play, type: 'play' };
      const pushView = { appid: client.appId, name: push, type: 'publish', region: 'cn' };
      expect(await client.ask('GET', '/domains')).toEqual([200, { domainList: [] }]);
      expect(await client.ask('POST', `/domains?id=${play}`, { type: 'play' })).toEqual([
        201,
        playView,
      ]);
      platform.sources.time += 1;
      const body = { region: 'cn', type: 'publish', comment: 'ignored' };
      expect(await client.ask('POST', `/domains?id=${push}`, body)).toEqual([201, pushView]);
      expect(await client.ask('GET', '/domains')).toEqual([
        200,
        { domainList: [playView, pushView] },
      ]);
      expect(await client.ask('GET', `/domains/${push}`)).toEqual([200, pushView]);
      expect(await client.ask('GET', `/domains?id=${push}`)).toEqual([200, pushView]);
      expect(await client.askForCode('GET', '/domains?id=none.example.com')).toEqual([
        404,
        'domain_not_found',
      ]);
    });

    it('has no region of a play domain, whether or not one is sent', async () => {
      const name = freshDomain();
      const body = { type: 'play', region: 'ap' };
      expect(await client.ask('POST', `/domains?id=${name}`, body)).toEqual([
        201,
        { appid: client.appId, name, type: 'play' },
      ]);
    });

    it('takes a name in any letter case, and keeps it in lower case', async () => {
      const name = freshDomain();
      const view = { appid: client.appId, name, ...PUBLISH };
      expect(await client.ask('POST', `/domains?id=${name.toUpperCase()}`, PUBLISH)).toEqual([
        201,
        view,
      ]);
      expect(await client.ask('GET', `/domains/${name.toUpperCase()}`)).toEqual([200, view]);
      expect(await client.askForCode('POST', `/domains?id=${name}`, PUBLISH)).toEqual([
        400,
        'domain_taken',
      ]);
    });

    it('gives a name to one project, of whichever organization', async () => {
      const name = freshDomain();
      expect((await client.ask('POST', `/domains?id=${name}`, PUBLISH))[0]).toBe(201);
      const other = BroadcastClient.injecting(platform, (await addProject(platform)).appId);
      expect(await other.askForCode('POST', `/domains?id=${name}`, { type: 'play' })).toEqual([
        400,
        'domain_taken',
      ]);
      // What another project has is not there.
      expect(await other.askForCode('GET', `/domains/${name}`)).toEqual([404, 'domain_not_found']);
      expect(await other.askForCode('GET', `/domains?id=${name}`)).toEqual([
        404,
        'domain_not_found',
      ]);
      expect(await other.askForCode('DELETE', `/domains/${name}`)).toEqual([
        404,
        'domain_not_found',
      ]);
      expect(await other.askForCode('PATCH', `/domains/${name}`, { authKey: 'mine' })).toEqual([
        404,
        'domain_not_found',
      ]);
      expect((await client.ask('GET', `/domains/${name}`))[1]).not.toHaveProperty('authKey');
      expect(await client.ask('DELETE', `/domains/${name}`)).toEqual([200, {}]);
      expect((await other.ask('POST', `/domains?id=${name}`, PUBLISH))[0]).toBe(201);
    });

    it('shows no timestamp key to a credential that may only read', async () => {
      const name = freshDomain();
      const customer = { customerId: 'a'.repeat(31) + '1', customerSecret: 'b'.repeat(32) };
      const createdAt = platform.sources.time;
      await platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
        customers.add(
          {
            customerId: customer.customerId,
            organizationId: ORGANIZATION_ID,
            name: 'monitoring',
            access: 'read-only',
            projectIds: undefined,
            createdAt,
            lastUsedAt: undefined,
            disabledAt: undefined,
          },
          [{ slot: 'primary', customerSecret: customer.customerSecret, createdAt }],
        ),
      );
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      await client.ask('PATCH', `/domains/${name}`, { authKey: 'key-of-the-stage' });
      expect((await client.ask('GET', `/domains/${name}`))[1]).toHaveProperty('authKey');
      for (const target of ['/domains', `/domains?id=${name}`, `/domains/${name}`]) {
        const { status, body } = await client.send({ method: 'GET', target, customer });
        expect(status).toBe(200);
        expect(JSON.stringify(body)).toContain(name);
        expect(JSON.stringify(body)).not.toContain('key-of-the-stage');
      }
    });

    it('gives a name to one of many who ask at once', async () => {
      const name = freshDomain();
      const others = await Promise.all([1, 2, 3].map(() => addProject(platform)));
      const clients = others.map(({ appId }) => BroadcastClient.injecting(platform, appId));
      const answers = await Promise.all(
        [client, client, ...clients].map((each) =>
          each.ask('POST', `/domains?id=${name}`, PUBLISH),
        ),
      );
      expect(answers.filter(([status]) => status === 201)).toHaveLength(1);
      expect(answers.filter(([status]) => status === 400)).toHaveLength(4);
      const lists = await Promise.all(
        [client, ...clients].map((each) => each.ask('GET', '/domains')),
      );
      expect(JSON.stringify(lists).split(name)).toHaveLength(2);
    });

    it.each([
      ['a wildcard', '*.example.com', 'wildcard'],
      ['an encoded wildcard', '%2A.example.com', 'wildcard'],
      ['one part', 'example', 'two parts'],
      ['an address', '192.0.2.1', 'address'],
      ['an address in hex', '192.0.2.0x1', 'address'],
      ['an address of IPv6', '%5B2001%3Adb8%3A%3A1%5D', 'host name'],
      ['a port', 'push.example.com%3A1935', 'host name'],
      ['a URL', 'https%3A%2F%2Fpush.example.com', 'host name'],
      ['a dot at its end', 'push.example.com.', 'host name'],
      ['an empty part', 'push..example.com', 'host name'],
      ['a hyphen in front', '-push.example.com', 'host name'],
      ['an underscore', 'push_1.example.com', 'host name'],
      ['other letters', 'b%C3%BCcher.example.com', 'host name'],
      ['letters that only look like ASCII', '%E2%84%AAelvin.example.com', 'host name'],
      ['a blank', 'push.example.com%20', 'host name'],
      ['a NUL', 'push.example.com%00', 'host name'],
      ['a part of 64 characters', `${'a'.repeat(64)}.example.com`, 'host name'],
      ['254 characters', `${'a.'.repeat(125)}test`, 'longer than 253'],
      ['nothing', '', 'host name'],
    ])('refuses a name with %s', async (_name, id, reason) => {
      const answer = await client.send({
        method: 'POST',
        target: `/domains?id=${id}`,
        body: JSON.stringify(PUBLISH),
      });
      expect([answer.status, answer.headers['x-stagedoor-error'], answer.body]).toEqual([
        400,
        'invalid_domain',
        { message: expect.stringContaining(reason) },
      ]);
      expect(await client.ask('GET', '/domains')).toEqual([200, { domainList: [] }]);
    });

    it('takes the longest of names, and finds it by its path', async () => {
      const name = `${freshName('a')}.${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.example`;
      const view = { appid: client.appId, name, ...PUBLISH };
      expect(await client.ask('POST', `/domains?id=${name}`, PUBLISH)).toEqual([201, view]);
      expect(await client.ask('GET', `/domains/${name}`)).toEqual([200, view]);
      expect(await client.ask('DELETE', `/domains/${name}`)).toEqual([200, {}]);
    });

    it.each([
      ['no type', { region: 'eu' }],
      ['another type', { type: 'Publish', region: 'eu' }],
      ['a type that is no text', { type: 1, region: 'eu' }],
      ['no region of a publish domain', { type: 'publish' }],
      ['a region that is null', { type: 'publish', region: null }],
      ['another region', { type: 'publish', region: 'EU' }],
      ['another region of a play domain', { type: 'play', region: 'mars' }],
      ['a list', [PUBLISH]],
      ['a text', 'publish'],
      ['no body', undefined],
      ['the fields in what the page calls data', { data: PUBLISH }],
    ])('refuses a body with %s', async (_name, body) => {
      const target = `/domains?id=${freshDomain()}`;
      expect(await client.askForCode('POST', target, body)).toEqual([400, 'invalid_request']);
      expect(await client.ask('GET', '/domains')).toEqual([200, { domainList: [] }]);
    });

    it('refuses a domain without a name, and with two', async () => {
      expect(await client.askForCode('POST', '/domains', PUBLISH)).toEqual([
        400,
        'invalid_request',
      ]);
      const two = `/domains?id=${freshDomain()}&id=${freshDomain()}`;
      expect(await client.askForCode('POST', two, PUBLISH)).toEqual([400, 'invalid_request']);
      expect(await client.askForCode('GET', two)).toEqual([400, 'invalid_request']);
    });

    it('sets, changes and clears the timestamp key', async () => {
      const name = freshDomain();
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      const view = { appid: client.appId, name, ...PUBLISH };
      for (const authKey of ['z2tn3uiny0aasebz', ' clé-π/"\u0000 ', 'é'.repeat(64)]) {
        expect(await client.ask('PATCH', `/domains/${name}`, { authKey })).toEqual([200, {}]);
        expect(await client.ask('GET', `/domains/${name}`)).toEqual([200, { ...view, authKey }]);
        expect(await client.ask('GET', '/domains')).toEqual([
          200,
          { domainList: [{ ...view, authKey }] },
        ]);
      }
      // An empty key clears it, once or twice.
      for (const authKey of ['', '']) {
        expect(await client.ask('PATCH', `/domains/${name}`, { authKey })).toEqual([200, {}]);
        expect(await client.ask('GET', `/domains/${name}`)).toEqual([200, view]);
      }
    });

    it.each([
      ['129 bytes', { authKey: 'a'.repeat(129) }, 'invalid_auth_key'],
      ['65 characters of 2 bytes', { authKey: 'é'.repeat(65) }, 'invalid_auth_key'],
      ['half of a character', { authKey: '\uD83D' }, 'invalid_auth_key'],
      ['a number', { authKey: 5 }, 'invalid_request'],
      ['null', { authKey: null }, 'invalid_request'],
      ['no key', {}, 'invalid_request'],
      ['no body', undefined, 'invalid_request'],
      ['other letter case', { authkey: 'a' }, 'invalid_request'],
    ])('refuses a key of %s, and keeps the one that is there', async (_name, body, code) => {
      const name = freshDomain();
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      await client.ask('PATCH', `/domains/${name}`, { authKey: 'kept' });
      expect(await client.askForCode('PATCH', `/domains/${name}`, body)).toEqual([400, code]);
      expect((await client.ask('GET', `/domains/${name}`))[1]).toMatchObject({ authKey: 'kept' });
    });

    it('knows no domain that was not added, or was removed', async () => {
      const name = freshDomain();
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      expect(await client.ask('DELETE', `/domains/${name}`)).toEqual([200, {}]);
      for (const gone of [name, 'none.example.com', '%00', '*.example.com', 'a%2Fb', '%ff']) {
        const target = `/domains/${gone}`;
        // The last one is no text at all.
        const answers = gone === '%ff' ? [400, 404] : [404];
        expect(answers).toContain((await client.ask('GET', target))[0]);
        expect(answers).toContain((await client.ask('DELETE', target))[0]);
        expect(answers).toContain((await client.ask('PATCH', target, { authKey: 'a' }))[0]);
      }
    });

    it('seals keys, each at its place', async () => {
      const name = freshDomain();
      const authKey = 'a-key-that-nobody-may-find';
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      await client.ask('PATCH', `/domains/${name}`, { authKey });
      const rows = await database.database.connection
        .selectFrom('broadcast_domains')
        .selectAll()
        .execute();
      expect(JSON.stringify(rows)).not.toContain(authKey);
      const events = await database.database.connection
        .selectFrom('audit_events')
        .selectAll()
        .execute();
      expect(JSON.stringify(events)).not.toContain(authKey);
      // Moved to another domain, it opens nothing.
      const other = freshDomain();
      await client.ask('POST', `/domains?id=${other}`, PUBLISH);
      const sealed = rows.find((row) => row.name === name)?.sealed_auth_key ?? null;
      await database.database.connection
        .updateTable('broadcast_domains')
        .set({ sealed_auth_key: sealed })
        .where('name', '=', other)
        .execute();
      await expect(platform.storage.stores.broadcastDomains.find(other)).rejects.toMatchObject({
        code: 'sealed_text_invalid',
      });
      await client.ask('DELETE', `/domains/${other}`);
    });

    it('tells the audit trail', async () => {
      const name = freshDomain();
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      await client.ask('PATCH', `/domains/${name}`, { authKey: 'a' });
      await client.ask('DELETE', `/domains/${name}`);
      await client.ask('DELETE', `/domains/${name}`);
      const events = await database.database.connection
        .selectFrom('audit_events')
        .select(['action', 'outcome'])
        .where('target', '=', `domain ${name}`)
        .orderBy('seq')
        .execute();
      expect(
        events.filter(({ outcome }) => outcome === 'done').map(({ action }) => action),
      ).toEqual(['create-domain', 'set-domain-key', 'remove-domain']);
    });

    it('keeps to the quota of a project', async () => {
      const limited = await makeLimitedClient();
      expect((await limited.ask('POST', `/domains?id=${freshDomain()}`, PUBLISH))[0]).toBe(201);
      expect(await limited.askForCode('POST', `/domains?id=${freshDomain()}`, PUBLISH)).toEqual([
        400,
        'too_many_domains',
      ]);
    });

    /** A project that has all domains but one. */
    async function makeLimitedClient(): Promise<BroadcastClient> {
      const rows = Array.from({ length: 999 }, () => ({
        name: freshDomain(),
        project_id: projectId,
        type: 'play' as const,
        region: null,
        sealed_auth_key: null,
        created_at: 0,
      }));
      await database.database.connection.insertInto('broadcast_domains').values(rows).execute();
      return client;
    }

    it('removes domains with their project', async () => {
      const name = freshDomain();
      await client.ask('POST', `/domains?id=${name}`, PUBLISH);
      await platform.storage.transact(ORGANIZATION_ID, (stores) =>
        stores.projects.remove(projectId),
      );
      expect(await client.askForCode('GET', '/domains')).toEqual([400, 'invalid_appid']);
      expect(await platform.storage.stores.broadcastDomains.find(name)).toBeUndefined();
    });
  });
});
