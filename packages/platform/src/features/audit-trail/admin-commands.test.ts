import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeEvent,
  makeTestAuditTrail,
  NOW,
  openTestStorage,
  seededSources,
  type TestAuditTrail,
} from '../../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { Administration } from '../../administration/administration.js';
import { EnvelopeKeyring } from '../../keyring/envelope-keyring.js';
import { SqlDataKeyStore } from '../../storage/sql-data-key-store.js';
import type { AuditView } from './audit-view.js';
import type { ExportReport } from './check-export.js';
import type { PruneReport } from './prune-events.js';
import type { ChainReport } from './verify-chain.js';

interface Page {
  readonly events: readonly AuditView[];
  readonly nextBeforeSeq: number | null;
}

interface Part {
  readonly events: readonly AuditView[];
  readonly nextAfterSeq: number | null;
  readonly throughSeq: number;
}

const OTHER_ID = '5e1b7c90d2f34a68b0c1d2e3f4a59687';

describe.each(TEST_ENGINES)('the audit trail on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('for administrators', () => {
    let database: TestDatabase;
    let trail: TestAuditTrail;
    let administration: Administration;

    beforeAll(async () => {
      database = await engine.open();
    });

    beforeEach(async () => {
      trail = await makeTestAuditTrail(database.database);
      const { storage } = trail;
      const sources = seededSources('administration');
      const keyring = await EnvelopeKeyring.load({
        masterKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
        dataKeys: new SqlDataKeyStore(database.database.connection),
        sources,
      });
      const maintenance = { database: database.database, keyring, storage };
      administration = new Administration(maintenance, sources);
    });

    afterAll(() => database.dispose());

    async function run<Result>(id: string, input: object = {}): Promise<Result> {
      const result = await administration.run({ id, input, actor: 'cli:tester' });
      return result as Result;
    }

    const verify = (expectedHead?: object): Promise<ChainReport> =>
      run('audit.verify', expectedHead === undefined ? {} : { expectedHead });

    /** All events, in the parts that a command line reads them in. */
    async function exportAll(filter: object = {}): Promise<readonly AuditView[]> {
      const events: AuditView[] = [];
      let input: object = { ...filter, afterSeq: 0 };
      while (true) {
        const part = await run<Part>('audit.export', input);
        events.push(...part.events);
        if (part.nextAfterSeq === null) return events;
        input = { ...filter, afterSeq: part.nextAfterSeq, throughSeq: part.throughSeq };
      }
    }

    const check = (events: readonly object[], before?: object): Promise<ExportReport> =>
      run('audit.check-export', before === undefined ? { events } : { events, before });

    it('lists events page by page, the newest first', async () => {
      await trail.append(1, 2, 3);
      const first = await run<Page>('audit.list', { limit: 2 });
      expect(first.events.map(({ seq }) => seq)).toEqual([3, 2]);
      const { nextBeforeSeq } = first;
      const last = await run<Page>('audit.list', { limit: 2, beforeSeq: nextBeforeSeq });
      expect([last.events.map(({ seq }) => seq), last.nextBeforeSeq]).toEqual([[1], null]);
    });

    it('writes an event in fields that never change their order', async () => {
      await trail.append(1);
      const [event] = await exportAll();
      expect(JSON.stringify({ ...event, hash: '…' })).toBe(
        '{"seq":1,"at":"2026-11-21T06:30:01.000Z","atMs":1795242601000,"organizationId":"organization-1",' +
          '"actor":"cli:tester","action":"project.create","target":"project 1","outcome":"done","code":null,' +
          '"address":"192.0.2.7","requestId":null,"details":{"name":"stage 1"},"hash":"…"}',
      );
    });

    it('knows organizations by ID and name', async () => {
      const { organizations } = trail.storage.stores;
      await organizations.add({ id: 'organization-1', name: 'First', createdAt: NOW });
      await trail.storage.appendAuditEvents([
        makeEvent(1),
        makeEvent(2, { organizationId: OTHER_ID }),
      ]);
      const listOf = async (organization: string): Promise<readonly number[]> =>
        (await run<Page>('audit.list', { organization, limit: 9 })).events.map(({ seq }) => seq);
      expect(await listOf('First')).toEqual([1]);
      expect(await listOf('organization-1')).toEqual([1]);
      // Of one that is gone, only the ID is left.
      expect(await listOf(OTHER_ID)).toEqual([2]);
      await expect(listOf('Frist')).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('refuses what is no question', async () => {
      for (const input of [{}, { limit: 0 }, { limit: 1001 }, { limit: 1, outcome: 'maybe' }]) {
        await expect(run('audit.list', input)).rejects.toMatchObject({ code: 'invalid_request' });
      }
    });

    it('exports everything in parts, up to what was there when it began', async () => {
      const events = Array.from({ length: 2500 }, (_, index) => makeEvent(index));
      await trail.storage.appendAuditEvents(events);
      const part = await run<Part>('audit.export', { afterSeq: 0 });
      expect([part.events.length, part.nextAfterSeq, part.throughSeq]).toEqual([1000, 1000, 2500]);
      await trail.append(9999);
      const { throughSeq } = part;
      const last = await run<Part>('audit.export', { afterSeq: 2000, throughSeq });
      expect([last.events.length, last.nextAfterSeq]).toEqual([500, null]);
      expect(await exportAll({ target: 'project 9999' })).toHaveLength(1);
    });

    it('confirms an export, also in parts and with odd details', async () => {
      const details = { b: 1, a: '🎭\u2028\u007f\ud83c', 10: [1.5e300, null], 9: {} };
      await trail.storage.appendAuditEvents([1, 2, 3, 4].map((n) => makeEvent(n, { details })));
      const events = await exportAll();
      expect(await check(events)).toMatchObject({ confirmedCount: 4, findingCount: 0 });
      const { last } = await check(events.slice(0, 2));
      expect(await check(events.slice(2), last ?? {})).toMatchObject({ confirmedCount: 2 });
    });

    it.each([
      { at: '2026-11-21T06:30:02.001Z' },
      { details: { name: 'stage 3' } },
      { details: '{"name":"stage 2"}' },
      { target: null },
      { note: 'added' },
      { atMs: 1 },
      { hash: 'v1' },
    ])('finds a changed line of an export: %j', async (change) => {
      await trail.append(1, 2, 3);
      const events = (await exportAll()).map((event) =>
        event.seq === 2 ? { ...event, ...change } : event,
      );
      const { findings } = await check(events);
      expect(findings[0]).toMatchObject({ kind: 'changed', seq: 2 });
    });

    it('finds missing lines of an export, and refuses what is no event', async () => {
      await trail.append(1, 2, 3, 4);
      const events = await exportAll();
      const { findings } = await check(events.filter(({ seq }) => seq !== 2));
      expect(findings).toMatchObject([{ kind: 'removed', seq: 2 }]);
      for (const line of [null, 1, 'x', [], {}]) {
        await expect(check([line as object])).rejects.toMatchObject({ code: 'invalid_request' });
      }
    });

    it('exports rows that somebody broke, as they are', async () => {
      await trail.append(1, 2);
      await trail.attack("update audit_events set details = '{', at_ms = 9000000000000000");
      const events = await exportAll();
      expect(events[0]).toMatchObject({ details: '{', at: '' });
      expect((await check(events)).findings[0]).toMatchObject({ kind: 'changed', seq: 1 });
    });

    it('prunes what is old, and the rest still verifies', async () => {
      await trail.append(-50, -40, -30, -20);
      const archive = await exportAll();
      const { head } = await verify();
      const report = await run<PruneReport>('audit.prune', { beforeMs: (NOW - 35) * 1000 });
      expect(report).toMatchObject({ removedCount: 2, throughSeq: 2, hasMore: false });
      const list = await exportAll();
      expect(list.map(({ seq, action }) => `${seq} ${action}`)).toEqual([
        '3 project.create',
        '4 project.create',
        '5 audit.prune',
      ]);
      expect(await verify(head)).toMatchObject({ intact: true, prunedThroughSeq: 2 });
      expect(await check(archive)).toMatchObject({ confirmedCount: 4, findingCount: 0 });
      expect(await check(archive.slice(1, 2))).toMatchObject({ confirmedCount: 0 });
      expect(await check(list)).toMatchObject({ confirmedCount: 3, findingCount: 0 });
    });

    it('prunes again, and when there is nothing to prune', async () => {
      await trail.append(-50, -40, -30);
      for (const seconds of [35, 100, 25]) {
        await run('audit.prune', { beforeMs: (NOW - seconds) * 1000 });
        expect(await verify()).toMatchObject({ intact: true });
      }
      expect(await verify()).toMatchObject({ prunedThroughSeq: 3, confirmedCount: 3 });
    });

    it('finds what is removed beside a prune, and what comes back', async () => {
      await trail.append(-50, -40, -30, -20);
      const [first] = await database.database.connection
        .selectFrom('audit_events')
        .selectAll()
        .orderBy('seq')
        .execute();
      await run('audit.prune', { beforeMs: (NOW - 45) * 1000 });
      if (first === undefined) throw new Error('there is a first row');
      await database.database.connection.insertInto('audit_events').values(first).execute();
      expect((await verify()).findings).toMatchObject([{ kind: 'inserted', seq: 1 }]);
      await trail.attack('delete from audit_events where seq < 3');
      expect((await verify()).findings).toMatchObject([{ kind: 'removed', seq: 2 }]);
    });

    it('removes nothing of a trail that is broken', async () => {
      await trail.append(-50, -40, -30);
      await trail.attack("update audit_events set actor = 'x' where seq = 1");
      await expect(run('audit.prune', { beforeMs: NOW * 1000 })).rejects.toMatchObject({
        code: 'audit_trail_broken',
        status: 409,
      });
      expect(await exportAll()).toHaveLength(3);
    });

    it('does not prune the future', async () => {
      await trail.append(-50);
      await expect(run('audit.prune', { beforeMs: NOW * 1000 + 1 })).rejects.toThrow('future');
    });

    it('confirms while others write and prune', async () => {
      await trail.storage.appendAuditEvents(
        Array.from({ length: 3000 }, (_, index) => makeEvent(index - 5000)),
      );
      const other = await openTestStorage(database.database, 'second');
      const end = new AbortController();
      const writing = (async () => {
        for (let number = 1; !end.signal.aborted; number += 1) {
          await other.appendAuditEvents([makeEvent(number)]);
          // Embedded storage answers at once, and nobody else would have a turn.
          await setImmediate();
          if (number === 3) await run('audit.prune', { beforeMs: (NOW - 4000) * 1000 });
        }
      })();
      const reports = [await verify(), await verify(), await verify()];
      end.abort();
      await writing;
      expect(reports.map(({ intact, findings }) => [intact, findings])).toEqual(
        reports.map(() => [true, []]),
      );
    });
  });
});
