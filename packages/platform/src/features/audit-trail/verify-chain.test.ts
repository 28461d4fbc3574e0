import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeEvent,
  makeTestAuditTrail,
  NOW,
  openTestStorage,
  type TestAuditTrail,
} from '../../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { type ChainHead, keyIdOfHash, sealHead } from './chain-hash.js';
import { type ChainReport, verifyChain } from './verify-chain.js';

/** What was found, in short: `changed 3`, `removed 3-4`. */
const shorten = ({ findings }: ChainReport): readonly string[] =>
  findings.map(({ kind, seq, throughSeq = seq }) =>
    throughSeq === seq ? `${kind} ${seq}` : `${kind} ${seq}-${throughSeq}`,
  );

/** Every column that says something of the event. */
const COLUMN_CHANGES = [
  'at_ms = at_ms + 1',
  "organization_id = 'organization-2'",
  'organization_id = null',
  "actor = 'cli:tester '",
  "action = 'project.remove'",
  "target = 'project 4'",
  'target = null',
  "outcome = 'refused'",
  "code = ''",
  "code = 'not_found'",
  "address = '192.0.2.8'",
  "request_id = ''",
  `details = '{"name": "stage 3"}'`,
  "details = ''",
  'details = null',
  // The end of one column at the beginning of the next.
  "actor = 'cli:testerproject', action = '.create'",
  "action = 'project.createproject 3', target = ''",
];

describe.each(TEST_ENGINES)('verifying on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let trail: TestAuditTrail;

    beforeAll(async () => {
      database = await engine.open();
    });

    beforeEach(async () => {
      trail = await makeTestAuditTrail(database.database);
    });

    afterAll(() => database.dispose());

    const verify = (expected?: ChainHead): Promise<ChainReport> =>
      verifyChain(trail.storage.stores.audit, expected);

    const findAfter = async (...statements: readonly string[]): Promise<readonly string[]> => {
      for (const statement of statements) await trail.attack(statement);
      return shorten(await verify());
    };

    it('confirms a trail that nobody touched, also an empty one', async () => {
      expect(await verify()).toMatchObject({ intact: true, confirmedCount: 0, head: { seq: 0 } });
      await trail.append(1, 2, 3);
      expect(await verify()).toMatchObject({ intact: true, confirmedCount: 3, head: { seq: 3 } });
    });

    it.each(COLUMN_CHANGES)('finds a row where %s', async (change) => {
      await trail.append(1, 2, 3, 4, 5);
      expect(await findAfter(`update audit_events set ${change} where seq = 3`)).toEqual([
        'changed 3',
      ]);
    });

    it('finds every one of several changed rows', async () => {
      await trail.append(1, 2, 3, 4, 5, 6);
      const found = await findAfter("update audit_events set actor = 'x' where seq in (1, 3, 6)");
      expect(found).toEqual(['changed 1', 'changed 3', 'changed 6']);
    });

    it('finds removed rows wherever they were', async () => {
      await trail.append(1, 2, 3, 4, 5, 6);
      expect(await findAfter('delete from audit_events where seq in (1, 3, 4)')).toEqual([
        'removed 1',
        'removed 3-4',
      ]);
    });

    it('finds the last rows removed, because the head says more', async () => {
      await trail.append(1, 2, 3, 4);
      expect(await findAfter('delete from audit_events where seq > 2')).toEqual(['removed 3-4']);
    });

    it('finds all rows removed', async () => {
      await trail.append(1, 2);
      expect(await findAfter('delete from audit_events')).toEqual(['removed 1-2']);
    });

    it('finds the last rows removed with a head that was made to fit, also after new events', async () => {
      await trail.append(1, 2, 3, 4);
      const statements = [
        'delete from audit_events where seq > 2',
        'update audit_head set seq = 2, hash = (select hash from audit_events where seq = 2)',
      ];
      expect(await findAfter(...statements)).toEqual(['head-changed 2']);
      await trail.append(5);
      expect(shorten(await verify())).toEqual(['head-changed 3']);
    });

    it('finds a trail that was made to look new', async () => {
      await trail.append(1, 2);
      const statements = [
        'delete from audit_events',
        "update audit_head set seq = 0, hash = '', seal = ''",
      ];
      expect(await findAfter(...statements)).toEqual(['head-changed 0']);
    });

    it('finds a head that is gone', async () => {
      await trail.append(1, 2);
      expect(await findAfter('delete from audit_head')).toEqual(['head-changed 2']);
    });

    it('finds two rows that were exchanged', async () => {
      await trail.append(1, 2, 3, 4, 5);
      const found = await findAfter(
        'update audit_events set seq = 99 where seq = 2',
        'update audit_events set seq = 2 where seq = 3',
        'update audit_events set seq = 3 where seq = 99',
      );
      expect(found).toEqual(['moved 2', 'moved 3']);
    });

    it('finds a row that was put between others', async () => {
      await trail.append(1, 2, 3);
      const found = await findAfter(
        'update audit_events set seq = seq + 100 where seq > 1',
        'update audit_events set seq = seq - 99 where seq > 100',
        'insert into audit_events select 2, at_ms, organization_id, actor, action, target, outcome, code, address, request_id, details, hash from audit_events where seq = 1',
        "update audit_events set target = 'project 7' where seq = 2",
      );
      expect(found).toContain('changed 2');
      expect(found).toContain('moved 3');
    });

    it('finds rows behind the head and before the beginning', async () => {
      await trail.append(1, 2);
      const copy = (seq: number): string =>
        `insert into audit_events select ${seq}, at_ms, organization_id, actor, action, target, outcome, code, address, request_id, details, hash from audit_events where seq = 1`;
      expect(await findAfter(copy(3), copy(0), copy(-5))).toEqual([
        'inserted -5',
        'inserted 0',
        'inserted 3',
      ]);
    });

    it('finds a hash that was replaced, and says that the rest of the row is right', async () => {
      await trail.append(1, 2, 3, 4);
      const other = `v1.00000000.${'0'.repeat(64)}`;
      expect(await findAfter(`update audit_events set hash = '${other}' where seq = 2`)).toEqual([
        'key-missing 2',
        'unconfirmed 3',
      ]);
    });

    it('finds a hash of another row', async () => {
      await trail.append(1, 2, 3, 4);
      const found = await findAfter(
        'update audit_events set hash = (select hash from audit_events as other where other.seq = 4) where seq = 2',
      );
      expect(found).toEqual(['rehashed 2']);
    });

    it('finds a row that was changed with its hash', async () => {
      await trail.append(1, 2, 3, 4);
      const found = await findAfter(
        `update audit_events set actor = 'x', hash = substr(hash, 1, 12) || '${'0'.repeat(64)}' where seq = 2`,
      );
      expect(found).toEqual(['changed 2', 'unconfirmed 3']);
    });

    it('finds rows whose key was taken away, and goes on with another one', async () => {
      await trail.append(1, 2);
      await trail.attack('delete from audit_keys');
      const restarted = await openTestStorage(database.database, 'second');
      await restarted.appendAuditEvents([makeEvent(3)]);
      const report = await verifyChain(restarted.stores.audit);
      expect(shorten(report).slice(0, 2)).toEqual(['key-missing 1', 'key-missing 2']);
      expect(shorten(report)).toContain('head-changed 3');
    });

    it('finds a return to an older copy by a head that was noted', async () => {
      await trail.append(1, 2);
      const { head: older } = await verify();
      expect(shorten(await verify(older))).toEqual([]);
      await trail.append(3);
      const { head } = await verify();
      expect(shorten(await verify(older))).toEqual([]);
      // As a backup of that time has it: also the seal of the head.
      const [seal] = await sealsOf(2);
      const statements = [
        'delete from audit_events where seq > 2',
        `update audit_head set seq = 2, hash = '${older.hash}', seal = '${seal}'`,
      ];
      expect(await findAfter(...statements)).toEqual([]);
      expect(shorten(await verify(head))).toEqual(['rolled-back 3']);
      await trail.append(33);
      expect(shorten(await verify(head))).toEqual(['forked 3']);
    });

    /** The seal that a head had when so many rows were there, from a trail that was made in the same way. */
    const sealsOf = async (count: number): Promise<readonly string[]> => {
      const { stores } = trail.storage;
      const [row] = await stores.audit.list({
        afterSeq: count - 1,
        order: 'oldest-first',
        limit: 1,
      });
      const key = await stores.audit.findKey(keyIdOfHash(row?.hash ?? '') ?? '');
      return key === undefined || row === undefined ? [] : [sealHead(row, key)];
    };

    it('takes clocks that jump back, and every text', async () => {
      const texts = ['', 'naïve', 'nai\u0308ve', '\u0000', '\ud83c', '🎭', "'; --", '{"a":1}', '~'];
      const events = texts.map((text, index) =>
        makeEvent(-index, {
          actor: text,
          target: text,
          address: text,
          requestId: text,
          details: { b: text, a: 1e21, 10: 2n ** 70n, 9: [0.1, -0, 1e-7] },
        }),
      );
      await trail.storage.appendAuditEvents(events);
      await trail.storage.appendAuditEvents([
        makeEvent(0, { atMs: 0.5, details: { text: '🎭'.repeat(100_000) } }),
        makeEvent(0, { atMs: Number.MAX_SAFE_INTEGER, actor: 'x'.repeat(1_000_000) }),
        makeEvent(0, { atMs: -NOW, code: undefined, details: {} }),
      ]);
      expect(await verify()).toMatchObject({ intact: true, confirmedCount: texts.length + 3 });
      const composed = "update audit_events set actor = 'nai\u0308ve' where actor = 'naïve'";
      expect(await findAfter(composed)).toEqual(['changed 2']);
    });

    it('keeps the first findings, and counts the others', async () => {
      await trail.storage.appendAuditEvents(
        Array.from({ length: 1500 }, (_, index) => makeEvent(index)),
      );
      await trail.attack("update audit_events set actor = 'x'");
      const report = await verify();
      expect([report.findings.length, report.findingCount]).toEqual([20, 1500]);
    });

    it('does not take a prune that was made up', async () => {
      await trail.append(1, 2, 3, 4);
      const mark = `'{"throughSeq":2,"throughHash":"' || (select hash from audit_events as other where other.seq = 2) || '"}'`;
      const found = await findAfter(
        `update audit_events set action = 'audit.prune', target = 'audit-trail', details = ${mark} where seq = 4`,
        'delete from audit_events where seq < 3',
      );
      expect(found).toEqual(['changed 4']);
    });

    // The last one, for it leaves another table.
    it('finds numbers that are there twice, where the table was made to take them', async () => {
      await trail.append(...Array.from({ length: 5 }, (_, index) => index));
      const found = await findAfter(
        'create table other as select * from audit_events',
        'drop table audit_events',
        'alter table other rename to audit_events',
        'insert into audit_events select * from audit_events where seq = 3',
      );
      expect(found).toEqual(['inserted 3']);
    });
  });
});

it('finds a text that was made bytes, which an embedded database allows', async () => {
  const [sqlite] = TEST_ENGINES;
  const database = await sqlite?.engine.open();
  if (database === undefined) throw new Error('there is always an embedded database');
  const trail = await makeTestAuditTrail(database.database);
  await trail.append(1, 2);
  await trail.attack('update audit_events set actor = cast(actor as blob) where seq = 1');
  const report = await verifyChain(trail.storage.stores.audit);
  await database.dispose();
  expect(shorten(report)).toEqual(['changed 1']);
});
