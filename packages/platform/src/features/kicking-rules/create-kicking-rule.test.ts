import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KickingRuleWorld, MAX_RULES, PATH } from '../../../test/kicking-rule-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';

describe.each(TEST_ENGINES)('new kicking rules on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: KickingRuleWorld;

    beforeAll(async () => {
      world = await KickingRuleWorld.open(engine);
    });

    afterAll(() => world.dispose());

    beforeEach(() => world.begin());

    describe('creating (K1)', () => {
      it('makes a rule with all that was given, for an hour', async () => {
        const id = await world.createdId({
          cname: 'stage',
          uid: 1234,
          ip: '2001:DB8::0:1',
          privileges: ['publish_video', 'join_channel'],
        });
        expect(id).toBeGreaterThanOrEqual(1);
        expect(id).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
        expect(await world.list()).toEqual([
          {
            id,
            appid: world.appId,
            uid: 1234,
            opid: expect.any(Number),
            cname: 'stage',
            ip: '2001:db8::1',
            ts: world.isoAfter(3600),
            privileges: ['join_channel', 'publish_video'],
            createAt: world.isoAfter(0),
            updateAt: world.isoAfter(0),
          },
        ]);
        expect(world.isoAfter(0)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      });

      it('takes nothing but joining away unless it is told, and leaves filters out as null', async () => {
        await world.createdId({ uid: 1234 });
        expect(await world.list()).toMatchObject([
          { privileges: ['join_channel'], uid: 1234, cname: null, ip: null },
        ]);
      });

      it.each([
        [{ uid: 1 }, { uid: 1, cname: null, ip: null }],
        [{ uid: 4_294_967_295 }, { uid: 4_294_967_295 }],
        [{ uid: '1234' }, { uid: 1234 }],
        [{ cname: 'stage' }, { uid: null, cname: 'stage', ip: null }],
        [{ cname: '0' }, { cname: '0' }],
        [{ ip: '192.0.2.7' }, { uid: null, cname: null, ip: '192.0.2.7' }],
        [{ ip: '::ffff:192.0.2.7' }, { ip: '192.0.2.7' }],
        [
          { cname: 'stage', uid: 5, ip: '' },
          { cname: 'stage', uid: 5, ip: null },
        ],
        [
          { cname: '', uid: 5 },
          { cname: null, uid: 5 },
        ],
        [
          { cname: 'stage', uid: '', ip: null },
          { cname: 'stage', uid: null, ip: null },
        ],
        [
          { cname: null, uid: null, ip: '::1' },
          { cname: null, uid: null, ip: '::1' },
        ],
      ])('takes the filter %j', async (filter, shown) => {
        await world.createdId(filter);
        expect(await world.list()).toMatchObject([shown]);
      });

      it.each([
        [{ time: 1 }, 60],
        [{ time: 0.001 }, 60],
        [{ time: 0.5 }, 60],
        [{ time: 1.5 }, 90],
        [{ time: 1440 }, 86_400],
        [{ time: 1441 }, 86_400],
        [{ time: 1e300 }, 86_400],
        [{ time: '10' }, 600],
        [{ time: '' }, 3600],
        [{ time: null }, 3600],
        [{ time_in_seconds: 10 }, 10],
        [{ time_in_seconds: 1 }, 10],
        [{ time_in_seconds: 0.5 }, 10],
        [{ time_in_seconds: 86_430 }, 86_430],
        [{ time_in_seconds: 90_000 }, 86_430],
        [{ time_in_seconds: '45' }, 45],
        [{ time: 5, time_in_seconds: 45 }, 45],
        [{ time: 0, time_in_seconds: 45 }, 45],
        [{ time: 5, time_in_seconds: '' }, 300],
      ])('makes of %j a ban of %i seconds', async (time, seconds) => {
        await world.createdId({ uid: 1, ...time });
        expect(await world.list()).toMatchObject([{ ts: world.isoAfter(seconds) }]);
      });

      it.each([
        { time: 0 },
        { time: '0' },
        { time_in_seconds: 0 },
        { time: 5, time_in_seconds: 0 },
      ])('throws out once with %j, and bans nobody', async (time) => {
        const id = await world.createdId({ cname: 'stage', ...time });
        expect(await world.list()).toEqual([]);
        expect(world.events).toEqual([
          {
            kind: 'once',
            ruleId: id,
            appId: world.appId,
            uid: undefined,
            channel: 'stage',
            address: undefined,
            privileges: ['join_channel'],
            atMs: world.platform.sources.time * 1000,
            endsAtMs: undefined,
          },
        ]);
        const audited = await world.projects.rows
          .selectFrom('audit_events')
          .select(['action', 'details'])
          .where('target', '=', `kicking rule ${id}`)
          .execute();
        expect(audited).toEqual([
          {
            action: 'create-kicking-rule',
            details: expect.stringContaining('"kind":"once"'),
          },
        ]);
        expect(await world.customer.call('DELETE', PATH, { appid: world.appId, id })).toMatchObject(
          {
            status: 404,
          },
        );
      });

      it.each([
        [{}, 'cname, uid or ip'],
        [{ cname: '', ip: '' }, 'cname, uid or ip'],
        [{ uid: 0 }, 'uid'],
        [{ uid: '0' }, 'uid'],
        [{ uid: -1 }, 'uid'],
        [{ uid: 1.5 }, 'uid'],
        [{ uid: 4_294_967_296 }, 'uid'],
        [{ uid: 'abc' }, 'uid'],
        [{ uid: true }, 'uid'],
        [{ uid: [1] }, 'uid'],
        [{ ip: 0 }, 'ip'],
        [{ ip: '0' }, 'ip'],
        [{ ip: '0.0.0.0' }, 'ip'],
        [{ ip: '::' }, 'ip'],
        [{ ip: '::ffff:0.0.0.0' }, 'ip'],
        [{ ip: '192.0.2.0/24' }, 'ip'],
        [{ ip: 'example.com' }, 'ip'],
        [{ ip: ' 192.0.2.7' }, 'ip'],
        [{ ip: ['192.0.2.7'] }, 'ip'],
        [{ cname: 5 }, 'cname'],
        [{ cname: 'a'.repeat(65) }, 'cname'],
        [{ cname: 'ü'.repeat(33) }, 'cname'],
        [{ cname: 'a\u0000b' }, 'cname'],
        [{ cname: '\ud800' }, 'cname'],
        [{ uid: 1, time: -1 }, 'time'],
        [{ uid: 1, time: 'soon' }, 'time'],
        [{ uid: 1, time: {} }, 'time'],
        [{ uid: 1, time_in_seconds: -1 }, 'time_in_seconds'],
        [{ uid: 1, time_in_seconds: '1e3' }, 'time_in_seconds'],
        [{ uid: 1, privileges: [] }, 'privileges'],
        [{ uid: 1, privileges: ['fly'] }, 'privileges'],
        [{ uid: 1, privileges: ['join_channel', 5] }, 'privileges'],
        [{ uid: 1, privileges: 'join_channel' }, 'privileges'],
        [{ uid: 1, privileges: { 0: 'join_channel' } }, 'privileges'],
      ])('refuses %j by the name of the field', async (fields, named) => {
        expect(await world.create(fields)).toEqual({
          status: 400,
          code: 'invalid_request',
          body: { message: expect.stringContaining(named) },
        });
        expect(await world.list()).toEqual([]);
        expect(world.events).toEqual([]);
      });

      it('takes a number that JSON cannot hold for none', async () => {
        const text = `{"appid":"${world.appId}","uid":1,"time":1e999}`;
        expect(await world.customer.call('POST', PATH, text)).toMatchObject({ status: 400 });
      });

      it('takes the form of the PHP client, lists too', async () => {
        const answer = await world.customer.callWithForm('POST', PATH, {
          appid: world.appId,
          uid: '1234',
          cname: '',
          time: '10',
          'privileges[0]': 'publish_audio',
          'privileges[1]': 'publish_video',
        });
        expect(answer).toMatchObject({ status: 200, body: { status: 'success' } });
        expect(await world.list()).toMatchObject([
          { uid: 1234, cname: null, privileges: ['publish_audio', 'publish_video'] },
        ]);
        const single = await world.customer.callWithForm('POST', PATH, {
          appid: world.appId,
          uid: '1',
          privileges: 'publish_audio',
        });
        expect(single).toMatchObject({ status: 200 });
        const unknown = await world.customer.callWithForm('POST', PATH, {
          appid: world.appId,
          uid: '1',
          'privileges[0]': 'fly',
        });
        expect(unknown).toMatchObject({ status: 400, code: 'invalid_request' });
      });

      it('keeps rules that are the same apart', async () => {
        const ids = [await world.createdId({ uid: 1 }), await world.createdId({ uid: 1 })];
        expect(new Set((await world.list()).map(({ id }) => id))).toEqual(new Set(ids));
        expect(ids[0]).not.toBe(ids[1]);
      });

      it('makes no more than may be in force in a project', async () => {
        for (let uid = 1; uid <= MAX_RULES; uid += 1) {
          await world.createdId({ uid, time_in_seconds: uid === 1 ? 10 : 60 });
        }
        expect(await world.create({ uid: 99 })).toMatchObject({
          status: 400,
          code: 'too_many_kicking_rules',
        });
        // Throwing out once leaves no rule.
        await world.createdId({ uid: 99, time: 0 });
        world.platform.sources.time += 10;
        await world.createdId({ uid: 99 });
      });
    });
  });
});
