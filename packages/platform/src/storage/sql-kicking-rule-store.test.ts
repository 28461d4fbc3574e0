import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { NOW, ORGANIZATION_ID } from '../../test/test-platform.js';
import type { KickingRule } from '../features/kicking-rules/kicking-rule.js';
import type { KickingSubject } from '../features/kicking-rules/kicking-rule-store.js';
import { SqlKickingRuleStore } from './sql-kicking-rule-store.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const OTHER_APP_ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const NOW_MS = NOW * 1000;
const HOUR_MS = 3_600_000;

const RULE: KickingRule = {
  id: Number.MAX_SAFE_INTEGER,
  organizationId: ORGANIZATION_ID,
  appId: APP_ID,
  operationNumber: 2 ** 31 - 1,
  uid: undefined,
  channel: undefined,
  address: undefined,
  privileges: ['join_channel'],
  createdAtMs: NOW_MS,
  updatedAtMs: NOW_MS,
  endsAtMs: NOW_MS + HOUR_MS,
};

const ARRIVING: KickingSubject = {
  appId: APP_ID,
  uid: 42,
  channel: 'stage',
  address: '192.0.2.7',
  atMs: NOW_MS,
};

describe.each(TEST_ENGINES)('kicking rules in $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let rules: SqlKickingRuleStore;

    beforeAll(async () => {
      opened = await engine.open();
      const { connection } = opened.database;
      rules = new SqlKickingRuleStore(connection);
      await connection
        .insertInto('organizations')
        .values({ id: ORGANIZATION_ID, name: 'Test', created_at: NOW })
        .execute();
      await connection
        .insertInto('projects')
        .values(
          [APP_ID, OTHER_APP_ID].map((appId) => ({
            id: appId.slice(0, 10),
            organization_id: ORGANIZATION_ID,
            app_id: appId,
            name: appId,
            status: 1,
            recording_server: null,
            created_at: NOW,
          })),
        )
        .execute();
    });

    afterAll(() => opened.dispose());

    beforeEach(() => opened.database.connection.deleteFrom('kicking_rules').execute());

    const idsOf = async (subject: KickingSubject): Promise<readonly number[]> =>
      (await rules.findActive(subject)).map(({ id }) => id);

    it('gives back what was added', async () => {
      const rule: KickingRule = {
        ...RULE,
        uid: 4_294_967_295,
        channel: 'Bühne "1"',
        address: '2001:db8::1',
        privileges: ['publish_audio', 'publish_video'],
      };
      expect(await rules.add(rule)).toBe(true);
      expect(await rules.list(APP_ID, NOW_MS)).toEqual([rule]);
      expect(await rules.count(APP_ID, NOW_MS)).toBe(1);
      expect(await rules.list(OTHER_APP_ID, NOW_MS)).toEqual([]);
    });

    it('adds nothing under an ID that is taken, in whichever project', async () => {
      expect(await rules.add({ ...RULE, uid: 42 })).toBe(true);
      expect(await rules.add({ ...RULE, uid: 43, appId: OTHER_APP_ID })).toBe(false);
      expect(await rules.count(OTHER_APP_ID, NOW_MS)).toBe(0);
    });

    it('adds nothing to a project that was removed', async () => {
      await expect(rules.add({ ...RULE, uid: 42, appId: 'f'.repeat(32) })).rejects.toMatchObject({
        code: 'invalid_appid',
      });
    });

    it('finds exactly the rules of which all that they ask for matches', async () => {
      const filters = [undefined, 42, 43].flatMap((uid) =>
        [undefined, 'stage', 'Stage'].flatMap((channel) =>
          [undefined, '192.0.2.7', '192.0.2.8'].map((address) => ({ uid, channel, address })),
        ),
      );
      const asking = filters.filter((filter) => Object.values(filter).some((each) => each));
      for (const [index, filter] of asking.entries()) {
        await rules.add({ ...RULE, ...filter, id: index + 1, endsAtMs: NOW_MS + index + 1 });
      }
      const expected = asking.flatMap(({ uid, channel, address }, index) =>
        uid !== 43 && channel !== 'Stage' && address !== '192.0.2.8' ? [index + 1] : [],
      );
      expect(expected).toHaveLength(7);
      expect(await idsOf(ARRIVING)).toEqual(expected);
      expect(await idsOf({ ...ARRIVING, appId: OTHER_APP_ID })).toEqual([]);
    });

    it('lets what is not known match no rule that asks for it', async () => {
      await rules.add({ ...RULE, id: 1, uid: 42 });
      await rules.add({ ...RULE, id: 2, channel: 'stage' });
      await rules.add({ ...RULE, id: 3, address: '192.0.2.7' });
      expect(await idsOf({ ...ARRIVING, uid: undefined })).toEqual([2, 3]);
      expect(await idsOf({ ...ARRIVING, uid: undefined, channel: undefined })).toEqual([3]);
      expect(
        await idsOf({ ...ARRIVING, uid: undefined, channel: undefined, address: undefined }),
      ).toEqual([]);
    });

    it.each([
      ['192.0.2.7', '::ffff:192.0.2.7'],
      ['192.0.2.7', '::FFFF:C000:207'],
      ['2001:db8::1', '2001:0DB8:0:0::0001'],
    ])('knows %s when it is written %s', async (address, spelling) => {
      await rules.add({ ...RULE, id: 1, address });
      expect(await idsOf({ ...ARRIVING, address: spelling })).toEqual([1]);
    });

    it('takes no channel for an address, nor a quote for the end of one', async () => {
      await rules.add({ ...RULE, id: 1, address: '192.0.2.7' });
      await rules.add({ ...RULE, id: 2, channel: 'a","b' });
      expect(await idsOf({ ...ARRIVING, channel: '192.0.2.7', address: undefined })).toEqual([]);
      expect(await idsOf({ ...ARRIVING, channel: 'a', address: 'b' })).toEqual([]);
    });

    it('gives several rules in the order of their ends', async () => {
      await rules.add({ ...RULE, id: 1, uid: 42, endsAtMs: NOW_MS + 3 });
      await rules.add({ ...RULE, id: 2, uid: 42, endsAtMs: NOW_MS + 1 });
      await rules.add({ ...RULE, id: 3, uid: 42, endsAtMs: NOW_MS + 2 });
      expect(await idsOf(ARRIVING)).toEqual([2, 3, 1]);
    });

    it('knows a rule up to its end, and not from then on', async () => {
      await rules.add({ ...RULE, id: 1, uid: 42 });
      const last = RULE.endsAtMs - 1;
      expect(await idsOf({ ...ARRIVING, atMs: last })).toEqual([1]);
      expect(await rules.list(APP_ID, last)).toHaveLength(1);
      const end = RULE.endsAtMs;
      expect(await idsOf({ ...ARRIVING, atMs: end })).toEqual([]);
      expect(await rules.list(APP_ID, end)).toEqual([]);
      expect(await rules.count(APP_ID, end)).toBe(0);
      expect(
        await rules.changeEnd({ appId: APP_ID, id: 1 }, { endsAtMs: end + 1, atMs: end }),
      ).toBeUndefined();
      expect(await rules.remove(APP_ID, 1, end)).toBeUndefined();
    });

    it('changes the end, and removes, in the right project alone', async () => {
      const rule = { ...RULE, id: 1, uid: 42 };
      await rules.add(rule);
      const change = { endsAtMs: NOW_MS + 2 * HOUR_MS, atMs: NOW_MS + 5 };
      expect(await rules.changeEnd({ appId: OTHER_APP_ID, id: 1 }, change)).toBeUndefined();
      expect(await rules.changeEnd({ appId: APP_ID, id: 2 }, change)).toBeUndefined();
      const changed = { ...rule, endsAtMs: change.endsAtMs, updatedAtMs: change.atMs };
      expect(await rules.changeEnd({ appId: APP_ID, id: 1 }, change)).toEqual(changed);
      expect(await rules.remove(OTHER_APP_ID, 1, NOW_MS)).toBeUndefined();
      expect(await rules.remove(APP_ID, 1, NOW_MS)).toEqual(changed);
      expect(await rules.list(APP_ID, NOW_MS)).toEqual([]);
    });

    it('removes rules that have ended, a limited number at a time', async () => {
      for (let id = 1; id <= 5; id += 1) {
        await rules.add({ ...RULE, id, uid: id, endsAtMs: NOW_MS + id });
      }
      expect(await rules.removeEnded(NOW_MS + 4, 3)).toBe(3);
      expect(await rules.removeEnded(NOW_MS + 4, 3)).toBe(1);
      expect(await rules.removeEnded(NOW_MS + 4, 3)).toBe(0);
      expect((await rules.list(APP_ID, NOW_MS)).map(({ id }) => id)).toEqual([5]);
    });
  });
});
