/** What clients of Media Broadcast put on the wire, with signatures and through sockets, in both profiles of hmac. */
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signRequest } from '@stagedoor/rest-auth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BroadcastClient } from './broadcast-client.js';
import { addProject, freshName } from './operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from './test-databases.js';
import { CUSTOMER, makeTestPlatform, type TestPlatform } from './test-platform.js';

const FORM = 'application/x-www-form-urlencoded';
const BANS = '/entry_points/live/admin/banned_streams';
const TRANSPORTS = ['injecting', 'connecting'] as const;
const PROFILES = ['strict', 'agora'] as const;

const CASES = TEST_ENGINES.flatMap(({ engine, isThere }) =>
  PROFILES.map((profile) => ({ engine, isThere, profile })),
);

describe.each(CASES)('broadcast on $engine.name, $profile', ({ engine, isThere, profile }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database, {
        verification: { profile: { name: profile } },
      });
    });

    beforeEach(() => {
      platform.sources.time += 2;
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    describe.each(TRANSPORTS)('%s', (transport) => {
      let client: BroadcastClient;
      let name: string;

      beforeEach(async () => {
        const { appId } = await addProject(platform);
        client = await BroadcastClient[transport](platform, appId);
        name = `${freshName('push')}.example.com`;
      });

      const addDomain = async (): Promise<void> => {
        const body = '{"type":"play"}';
        await client.send({ method: 'POST', target: `/domains?id=${name}`, body });
      };

      it.each([
        ['no content type, as Python', undefined],
        ['that of a form, as PHP and Java', FORM],
        ['JSON', 'application/json'],
        ['JSON in UTF-8', 'application/json;charset=utf-8'],
        ['plain text', 'text/plain;charset=UTF-8'],
        ['what no parser knows', 'application/x-unknown'],
      ])('reads JSON with %s', async (_name, contentType) => {
        const type = contentType === undefined ? {} : { contentType };
        const created = await client.send({
          method: 'POST',
          target: `/domains?id=${name}`,
          body: '{"region": "na", "type": "publish"}',
          ...type,
        });
        expect([created.status, created.body]).toEqual([
          201,
          { appid: client.appId, name, type: 'publish', region: 'na' },
        ]);
        expect(created.headers['content-type']).toMatch(/^application\/json/);
        const patched = await client.send({
          method: 'PATCH',
          target: `${BANS}/stream_name`,
          body: '{"resumeTime": "2027-01-31T19:00:00+08:00"}',
          ...type,
        });
        expect([patched.status, patched.body]).toEqual([200, {}]);
      });

      it('takes a body of no bytes, whatever its content type', async () => {
        for (const contentType of [FORM, 'application/json', 'application/json;charset=utf-8']) {
          platform.sources.time += 1;
          await addDomain();
          const banned = { method: 'PATCH', target: `${BANS}/a`, contentType };
          expect((await client.send(banned)).status).toBe(200);
          const listed = await client.send({ method: 'GET', target: BANS, contentType });
          expect(listed.body).toMatchObject({ bannedStreamList: [{ name: 'a' }] });
          for (const target of [`${BANS}/a`, `/domains/${name}`]) {
            const removed = await client.send({ method: 'DELETE', target, contentType });
            expect([removed.status, removed.body]).toEqual([200, {}]);
          }
        }
      });

      it('takes a body with a removal, and does not use it', async () => {
        await addDomain();
        const removal = { method: 'DELETE', target: `/domains/${name}`, body: '{}' };
        expect((await client.send({ ...removal, contentType: FORM })).status).toBe(200);
      });

      it.each([
        ['no JSON', '{"type":'],
        ['a form', 'type=play'],
        ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
        ['JSON that reaches for prototypes', '{"__proto__":{"type":"play"}}'],
      ])('refuses a body that is %s', async (_name, body) => {
        for (const contentType of [undefined, FORM, 'application/json']) {
          const answer = await client.send({
            method: 'POST',
            target: `/domains?id=${name}`,
            body,
            ...(contentType === undefined ? {} : { contentType }),
          });
          expect([answer.status, answer.body]).toEqual([400, { message: expect.any(String) }]);
          expect(answer.headers['x-stagedoor-error']).toMatch(/^[a-z_]+$/);
        }
        expect(await client.ask('GET', '/domains')).toEqual([200, { domainList: [] }]);
      });

      it('takes a slash at the end of a path', async () => {
        await addDomain();
        expect((await client.ask('GET', '/domains/'))[0]).toBe(200);
        expect((await client.ask('GET', `/domains/${name}/`))[0]).toBe(200);
        expect((await client.ask('GET', '/entry_points/'))[0]).toBe(200);
      });

      it.each(['hmac', 'message-signature'] as const)(
        'takes %s for reads and writes',
        async (scheme) => {
          const body = '{"type":"play"}';
          const target = `/domains?id=${name}`;
          expect((await client.send({ method: 'POST', target, body, scheme })).status).toBe(201);
          expect((await client.send({ method: 'GET', target, scheme })).body).toEqual({
            appid: client.appId,
            name,
            type: 'play',
          });
        },
      );

      it('refuses requests without, with wrong, and with others’ credentials', async () => {
        await addDomain();
        const targets = [
          ['GET', '/domains'],
          ['GET', `/domains/${name}`],
          ['DELETE', `/domains/${name}`],
          ['GET', '/entry_points'],
          ['DELETE', '/entry_points/live'],
          ['PATCH', `${BANS}/a`],
          ['GET', BANS],
        ] as const;
        const wrong = { ...CUSTOMER, customerSecret: '0'.repeat(32) };
        for (const [method, target] of targets) {
          const missing = await client.send({ method, target, customer: undefined });
          expect([missing.status, missing.body]).toEqual([401, { message: 'Unauthorized' }]);
          for (const scheme of ['hmac', 'message-signature'] as const) {
            const refused = await client.send({ method, target, customer: wrong, scheme });
            expect([refused.status, refused.body]).toEqual([
              401,
              { message: 'Invalid authentication credentials' },
            ]);
          }
          expect((await client.send({ method, target, scheme: 'basic' })).status).toBe(401);
        }
        expect((await client.ask('GET', `/domains/${name}`))[0]).toBe(200);
      });

      it('knows an App ID in its own letter case only', async () => {
        const appIds = [client.appId.toUpperCase(), 'f'.repeat(32), 'short', '%00', '%20'];
        for (const appId of appIds) {
          const answer = await client.send({ method: 'GET', target: '/domains', appId });
          expect([appId, answer.status, answer.body]).toEqual([
            appId,
            400,
            { message: 'invalid appid' },
          ]);
        }
      });

      it('knows a path with its own method only', async () => {
        const message = 'no Route matched with those values';
        for (const [method, target] of [
          ['PUT', '/domains'],
          ['DELETE', '/domains'],
          ['POST', `/domains/${name}`],
          ['PATCH', '/entry_points/live/reports/online_streams'],
          ['POST', `${BANS}/a`],
          ['GET', '/Domains'],
        ] as const) {
          expect(await client.ask(method, target)).toEqual([404, { message }]);
        }
      });
    });

    it('proves the query: a domain that was not signed is not added', async () => {
      const { appId } = await addProject(platform);
      const client = BroadcastClient.injecting(platform, appId);
      const signed = await signRequest(
        {
          method: 'POST',
          authority: 'api.example.com',
          target: `/v1/projects/${appId}/fls/domains?id=a.example.com`,
          body: new TextEncoder().encode('{"type":"play"}'),
        },
        { scheme: 'hmac', credential: CUSTOMER, now: platform.sources.time },
      );
      const answer = await platform.app.inject({
        method: 'POST',
        url: `/v1/projects/${appId}/fls/domains?id=b.example.com`,
        headers: { host: 'api.example.com', ...Object.fromEntries(signed) },
        payload: '{"type":"play"}',
      });
      expect(answer.statusCode).toBe(401);
      expect(await client.ask('GET', '/domains')).toEqual([200, { domainList: [] }]);
    });

    it('answers header names in any letter case, written by hand', async () => {
      const { appId } = await addProject(platform);
      await BroadcastClient.connecting(platform, appId);
      const { port } = platform.app.server.address() as AddressInfo;
      const authority = `127.0.0.1:${port}`;
      const target = `/v1/projects/${appId}/fls${BANS}/stream_name`;
      const body = '{"resumeTime": "2027-01-31T19:00:00+08:00"}';
      const signed = await signRequest(
        { method: 'PATCH', authority, target, body: new TextEncoder().encode(body) },
        { scheme: 'hmac', credential: CUSTOMER, now: platform.sources.time },
      );
      const lines = [
        `PATCH ${target} HTTP/1.1`,
        `HOST: ${authority}`,
        ...signed.map(([key, value]) => `${key.toLowerCase()}: ${value}`),
        `content-length: ${body.length}`,
        'connection: close',
      ];
      const socket = connect({ host: '127.0.0.1', port });
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{\}$/);
    });
  });
});
