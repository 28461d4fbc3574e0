import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeEvent,
  makeTestAuditTrail,
  NOW,
  openTestStorage,
  type TestAuditTrail,
} from '../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import type { AuditQuery } from '../features/audit-trail/audit-store.js';
import { verifyChain } from '../features/audit-trail/verify-chain.js';
import { openPostgres } from './postgres/open-postgres.js';

describe.each(TEST_ENGINES)('the audit trail on $engine.name', ({ engine, isThere }) => {
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

    const listNumbers = async (query: Partial<AuditQuery>): Promise<readonly number[]> => {
      const rows = await trail.storage.stores.audit.list({
        order: 'oldest-first',
        limit: 100,
        ...query,
      });
      return rows.map(({ seq }) => seq);
    };

    it('gives back what was written, in either order', async () => {
      await trail.append(1, 2);
      const rows = await trail.storage.stores.audit.list({ order: 'newest-first', limit: 10 });
      expect(rows.map(({ seq, target }) => [seq, target])).toEqual([
        [2, 'project 2'],
        [1, 'project 1'],
      ]);
      expect(await listNumbers({})).toEqual([1, 2]);
    });

    it('takes many events in one step, and none', async () => {
      const events = Array.from({ length: 1234 }, (_, index) => makeEvent(index));
      await trail.storage.appendAuditEvents(events);
      await trail.storage.appendAuditEvents([]);
      expect(await trail.storage.stores.audit.readHead()).toMatchObject({ seq: 1234 });
      expect(await trail.storage.stores.audit.readExtent(1000)).toEqual({
        count: 1000,
        newestSeq: 1234,
      });
    });

    it('leaves no trace of a change that fails', async () => {
      await trail.append(1);
      const failing = trail.storage.transact('organization-1', async (stores) => {
        await stores.audit.append([makeEvent(2), makeEvent(3)]);
        throw new Error('the change failed');
      });
      await expect(failing).rejects.toThrow('the change failed');
      await trail.append(4);
      expect(await verifyChain(trail.storage.stores.audit)).toMatchObject({
        intact: true,
        head: { seq: 2 },
      });
    });

    it('takes what many write at the same time', async () => {
      const node = engine.name === 'postgres' ? await openPostgres(database.location) : undefined;
      const other = await openTestStorage(node ?? database.database, 'second');
      const numbers = Array.from({ length: 200 }, (_, index) => index);
      await Promise.all(
        numbers.map((number) =>
          (number % 2 === 0 ? trail.storage : other).appendAuditEvents([makeEvent(number)]),
        ),
      );
      const report = await verifyChain(other.stores.audit);
      await node?.close();
      expect(report).toMatchObject({ intact: true, confirmedCount: 200, head: { seq: 200 } });
    });

    it('finds events by what they say', async () => {
      await trail.storage.appendAuditEvents([
        makeEvent(1, { organizationId: 'organization-2', actor: 'cli:zoë' }),
        makeEvent(2, { outcome: 'refused', code: 'wrong_secret', address: '2001:db8::1' }),
        makeEvent(3, { action: 'credential.rotate', target: undefined, requestId: 'r-3' }),
        makeEvent(4, { organizationId: undefined, actor: 'CLI:tester' }),
      ]);
      expect(await listNumbers({ organizationId: 'organization-2' })).toEqual([1]);
      expect(await listNumbers({ actor: 'cli:*' })).toEqual([1, 2, 3]);
      expect(await listNumbers({ actor: 'cli:zoë*' })).toEqual([1]);
      expect(await listNumbers({ actor: 'cli:' })).toEqual([]);
      expect(await listNumbers({ target: 'project 4' })).toEqual([4]);
      expect(await listNumbers({ target: '*' })).toEqual([1, 2, 4]);
      expect(await listNumbers({ target: 'project %*' })).toEqual([]);
      expect(await listNumbers({ action: 'credential.rotate' })).toEqual([3]);
      expect(await listNumbers({ outcome: 'refused', code: 'wrong_secret' })).toEqual([2]);
      expect(await listNumbers({ address: '2001:db8::1' })).toEqual([2]);
      expect(await listNumbers({ requestId: 'r-3' })).toEqual([3]);
    });

    it('finds events by their time and number', async () => {
      await trail.append(1, 2, 3, 4, 5);
      expect(await listNumbers({ sinceMs: (NOW + 2) * 1000 })).toEqual([2, 3, 4, 5]);
      expect(await listNumbers({ untilMs: (NOW + 2) * 1000 })).toEqual([1]);
      expect(await listNumbers({ afterSeq: 2, beforeSeq: 5 })).toEqual([3, 4]);
      expect(await listNumbers({ order: 'newest-first', limit: 2 })).toEqual([5, 4]);
    });
  });
});
