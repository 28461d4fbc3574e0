import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KickingRuleWorld, PATH } from '../../../test/kicking-rule-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { CustomerClient } from '../../../test/customer-client.js';
import { addProject, CUSTOMERS } from '../../../test/operation-samples.js';
import { statusesOf } from '../../../test/project-world.js';
import { ORGANIZATION_ID } from '../../../test/test-platform.js';
import { purgeKickingRules } from './purge-kicking-rules.js';

describe.each(TEST_ENGINES)('kicking rules on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: KickingRuleWorld;

    beforeAll(async () => {
      world = await KickingRuleWorld.open(engine);
    });

    afterAll(() => world.dispose());

    beforeEach(() => world.begin());

    describe('listing (K2)', () => {
      it('lists what is in force in that project, the oldest first', async () => {
        const first = await world.createdId({ uid: 1, time_in_seconds: 60 });
        world.platform.sources.time += 5;
        const second = await world.createdId({ uid: 2, time_in_seconds: 10 });
        const other = await addProject(world.platform);
        expect((await world.list()).map(({ id }) => id)).toEqual([first, second]);
        expect(await world.list(other.appId)).toEqual([]);
        world.platform.sources.time += 10;
        expect((await world.list()).map(({ id }) => id)).toEqual([first]);
      });

      it.each(['', '?appid=', '?appid=a&appid=b', '?appid=%00', `?appid=${'f'.repeat(32)}`])(
        'refuses the query %j',
        async (query) => {
          expect(await world.customer.call('GET', `${PATH}${query}`)).toEqual({
            status: 400,
            code: 'invalid_appid',
            body: { message: 'invalid appid' },
          });
        },
      );
    });

    describe('changing (K3)', () => {
      it('counts another end from now', async () => {
        const id = await world.createdId({ uid: 1, privileges: ['publish_audio'] });
        const [before] = await world.list();
        world.platform.sources.time += 100;
        expect(await world.customer.call('PUT', PATH, { appid: world.appId, id, time: 5 })).toEqual(
          {
            status: 200,
            code: undefined,
            body: { status: 'success', result: { id, ts: world.isoAfter(300) } },
          },
        );
        expect(await world.list()).toEqual([
          { ...before, ts: world.isoAfter(300), updateAt: world.isoAfter(0) },
        ]);
      });

      it.each([
        [{ time_in_seconds: 1 }, 10],
        [{ time: 9999 }, 86_400],
        [{ time: 5, time_in_seconds: 20 }, 20],
        [{}, 3600],
      ])('makes of %j %i seconds', async (time, seconds) => {
        const id = await world.createdId({ uid: 1 });
        const { body } = await world.customer.call('PUT', PATH, {
          appid: world.appId,
          id: `${id}`,
          ...time,
        });
        expect(body).toEqual({ status: 'success', result: { id, ts: world.isoAfter(seconds) } });
      });

      it('ends the rule with a time of 0, and throws out once', async () => {
        const id = await world.createdId({ uid: 1 });
        world.events = [];
        expect(
          await world.customer.call('PUT', PATH, { appid: world.appId, id, time: 0 }),
        ).toMatchObject({
          status: 200,
          body: { result: { id, ts: world.isoAfter(0) } },
        });
        expect(await world.list()).toEqual([]);
        expect(world.events).toMatchObject([
          { kind: 'once', ruleId: id, uid: 1, endsAtMs: undefined },
        ]);
      });

      it.each([{ time: -1 }, { time: 'soon' }, { time_in_seconds: {} }])(
        'refuses %j',
        async (time) => {
          const id = await world.createdId({ uid: 1 });
          const before = await world.list();
          expect(
            await world.customer.call('PUT', PATH, { appid: world.appId, id, ...time }),
          ).toMatchObject({
            status: 400,
            code: 'invalid_request',
          });
          expect(await world.list()).toEqual(before);
        },
      );
    });

    describe('deleting (K4)', () => {
      it('ends a rule at once, and tells of it', async () => {
        const id = await world.createdId({ uid: 1 });
        world.events = [];
        expect(await world.customer.call('DELETE', PATH, { appid: world.appId, id })).toEqual({
          status: 200,
          code: undefined,
          body: { status: 'success', id },
        });
        expect(await world.list()).toEqual([]);
        expect(world.events).toMatchObject([{ kind: 'lift', ruleId: id, uid: 1 }]);
      });

      it('answers with a number also where the ID came as text, or in a form', async () => {
        const [one, two] = [await world.createdId({ uid: 1 }), await world.createdId({ uid: 2 })];
        expect(
          (await world.customer.call('DELETE', PATH, { appid: world.appId, id: `${one}` })).body,
        ).toEqual({
          status: 'success',
          id: one,
        });
        expect(
          (await world.customer.callWithForm('DELETE', PATH, { appid: world.appId, id: `${two}` }))
            .body,
        ).toEqual({ status: 'success', id: two });
      });

      it('is done once by one of many at the same time', async () => {
        const id = await world.createdId({ uid: 1 });
        const answers = await Promise.all(
          Array.from({ length: 5 }, () =>
            world.customer.call('DELETE', PATH, { appid: world.appId, id }),
          ),
        );
        expect(statusesOf(answers)).toEqual([200, 404, 404, 404, 404]);
      });
    });

    describe.each(['PUT', 'DELETE'] as const)('%s', (method) => {
      it('says the same of a rule of another project, of one that ended, and of none', async () => {
        const other = await addProject(world.platform);
        const { body } = await world.customer.call('POST', PATH, { appid: other.appId, uid: 1 });
        const ofOther = (body as { id: number }).id;
        const ended = await world.createdId({ uid: 1, time_in_seconds: 10 });
        world.platform.sources.time += 10;
        const answers = [];
        for (const id of [ofOther, ended, 1, Number.MAX_SAFE_INTEGER]) {
          answers.push(await world.customer.call(method, PATH, { appid: world.appId, id }));
        }
        expect(answers).toEqual(
          answers.map(() => ({
            status: 404,
            code: 'kicking_rule_not_found',
            body: { message: expect.any(String) },
          })),
        );
        expect(new Set(answers.map(({ body: each }) => JSON.stringify(each))).size).toBe(1);
        expect(await world.list(other.appId)).toHaveLength(1);
      });

      it.each([
        undefined,
        null,
        0,
        -1,
        1.5,
        '',
        'abc',
        '1e3',
        2 ** 53,
        '9007199254740993',
        {},
        [1],
      ])('refuses the ID %j', async (id) => {
        expect(await world.customer.call(method, PATH, { appid: world.appId, id })).toMatchObject({
          status: 400,
          code: 'invalid_request',
        });
      });
    });

    it.each(['POST', 'PUT', 'DELETE'] as const)('%s refuses a bad App ID', async (method) => {
      for (const appid of [undefined, null, '', 5, {}, 'short', 'f'.repeat(32), 'a\u0000b']) {
        expect(await world.customer.call(method, PATH, { appid, id: 1, uid: 1 })).toEqual({
          status: 400,
          code: 'invalid_appid',
          body: { message: 'invalid appid' },
        });
      }
      expect(world.events).toEqual([]);
    });

    it('is closed to another organization, and readable for who may read', async () => {
      const id = await world.createdId({ uid: 1 });
      const foreigner = new CustomerClient(world.platform.app, CUSTOMERS.foreign);
      const reader = new CustomerClient(world.platform.app, CUSTOMERS.reader);
      const calls = [
        ['GET', `${PATH}?appid=${world.appId}`, undefined],
        ['POST', PATH, { appid: world.appId, uid: 2 }],
        ['PUT', PATH, { appid: world.appId, id, time: 0 }],
        ['DELETE', PATH, { appid: world.appId, id }],
      ] as const;
      for (const [method, url, body] of calls) {
        expect(await foreigner.call(method, url, body)).toMatchObject({
          status: 401,
          body: { message: 'Invalid authentication credentials' },
        });
        expect(await reader.call(method, url, body)).toMatchObject({
          status: method === 'GET' ? 200 : 403,
        });
      }
      expect((await world.list()).map((rule) => rule['id'])).toEqual([id]);
    });

    it('tells media engines of each ban, once it is safe', async () => {
      const id = await world.createdId({
        ip: '192.0.2.7',
        time: 10,
        privileges: ['publish_audio'],
      });
      const atMs = world.platform.sources.time * 1000;
      expect(world.events).toEqual([
        {
          kind: 'ban',
          ruleId: id,
          appId: world.appId,
          uid: undefined,
          channel: undefined,
          address: '192.0.2.7',
          privileges: ['publish_audio'],
          atMs,
          endsAtMs: atMs + 600_000,
        },
      ]);
      await world.customer.call('PUT', PATH, { appid: world.appId, id, time: 20 });
      expect(world.events[1]).toMatchObject({
        kind: 'ban',
        ruleId: id,
        endsAtMs: atMs + 1_200_000,
      });
    });

    it('is found by admission until it ends', async () => {
      const id = await world.createdId({ uid: 42, cname: 'stage', time: 1 });
      const arriving = {
        appId: world.appId,
        uid: 42,
        channel: 'stage',
        address: '192.0.2.7',
        atMs: world.platform.sources.time * 1000,
      };
      const { kickingRules } = world.platform.storage.stores;
      expect(await kickingRules.findActive(arriving)).toMatchObject([
        { id, organizationId: ORGANIZATION_ID },
      ]);
      expect(await kickingRules.findActive({ ...arriving, channel: 'other' })).toEqual([]);
      expect(await kickingRules.findActive({ ...arriving, atMs: arriving.atMs + 60_000 })).toEqual(
        [],
      );
    });

    it('leaves no ended rule behind once it was purged', async () => {
      await world.createdId({ uid: 1, time_in_seconds: 10 });
      const kept = await world.createdId({ uid: 2, time_in_seconds: 60 });
      world.platform.sources.time += 10;
      const { kickingRules } = world.platform.storage.stores;
      expect(await purgeKickingRules(kickingRules, world.platform.sources)).toBeGreaterThanOrEqual(
        1,
      );
      expect(await purgeKickingRules(kickingRules, world.platform.sources)).toBe(0);
      const rows = await world.projects.rows
        .selectFrom('kicking_rules')
        .select('id')
        .where('app_id', '=', world.appId)
        .execute();
      expect(rows).toEqual([{ id: kept }]);
    });
  });
});
