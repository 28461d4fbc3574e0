import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePostgresDatabase, POSTGRES_URL, testTimers } from '../../../test/test-databases.js';
import { until } from '../../../test/until.js';
import type { Database } from '../database.js';
import { openPostgres } from './open-postgres.js';
import { ANNOUNCE_ALL, PostgresChanges } from './postgres-changes.js';

const LISTENERS = `select pid from pg_stat_activity
  where datname = current_database() and query ilike 'listen %' or query ilike 'select gen_random%'`;

describe.skipIf(POSTGRES_URL === undefined)('PostgresChanges', () => {
  let place: Awaited<ReturnType<typeof makePostgresDatabase>>;
  let here: Database;
  let there: Database;
  let admin: Client;
  let heard: (string | undefined)[];

  const announce = (database: Database, organizationId: string): Promise<void> =>
    database.transact((transaction) => database.changes.announce(transaction, organizationId));

  const cutListeners = async (): Promise<void> => {
    const { rows } = await admin.query<{ pid: number }>(LISTENERS);
    for (const { pid } of rows) await admin.query('select pg_terminate_backend($1)', [pid]);
  };

  beforeEach(async () => {
    place = await makePostgresDatabase();
    here = await openPostgres(place.url, { timers: testTimers });
    there = await openPostgres(place.url, { timers: testTimers });
    admin = new Client({ connectionString: place.url });
    await admin.connect();
    heard = [];
    here.changes.onChange((organizationId) => heard.push(organizationId));
  });

  afterEach(async () => {
    await admin.end();
    await here.close();
    await there.close();
    await place.dispose();
  });

  it('hears what another process changes, and not what its own does', async () => {
    expect([here.changes.isComplete, there.changes.isComplete]).toEqual([true, true]);
    await announce(here, 'mine');
    await announce(there, 'a name with spaces');
    await announce(there, '');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['a name with spaces', undefined]);
  });

  it('hears nothing of a transaction that came to nothing', async () => {
    await there
      .transact(async (transaction) => {
        await there.changes.announce(transaction, 'undone');
        throw new RangeError('no');
      })
      .catch(() => {});
    await announce(there, 'done');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['done']);
  });

  it('lets no two transactions of one organization run at the same time', async () => {
    const order: string[] = [];
    const run = (database: Database, name: string): Promise<void> =>
      database.transact(async (transaction) => {
        await database.changes.announce(transaction, 'organization');
        order.push(name);
        await new Promise(setImmediate);
        order.push(name);
      });
    await Promise.all([run(here, 'a'), run(there, 'b'), run(here, 'c'), run(there, 'd')]);
    expect(order.filter((_, index) => index % 2 === 0)).toEqual(
      order.filter((_, index) => index % 2 === 1),
    );
  });

  it('says when it was deaf, and listens again by itself', async () => {
    await cutListeners();
    await until(() => heard.length > 0);
    expect(heard[0]).toBeUndefined();
    await until(() => here.changes.isComplete);
    expect(heard).toEqual([undefined, undefined]);
    await announce(there, 'later');
    await until(() => heard.length === 3);
    expect(heard[2]).toBe('later');
  });

  it('is told of a restore', async () => {
    await there.transact((transaction) => ANNOUNCE_ALL.execute(transaction));
    await until(() => heard.length === 1);
    expect(heard).toEqual([undefined]);
  });

  it('never takes itself for complete without timers', async () => {
    const deaf = await openPostgres(place.url);
    expect(deaf.changes.isComplete).toBe(false);
    await announce(deaf, 'from the deaf');
    await until(() => heard.length === 1);
    expect(heard).toEqual(['from the deaf']);
    await deaf.close();
  });
});

describe('PostgresChanges without a server', () => {
  it('tries again, after longer and longer times, until it is stopped', async () => {
    const delays: number[] = [];
    const tasks: (() => void)[] = [];
    const changes = new PostgresChanges({
      config: { host: '127.0.0.1', port: 1 },
      timers: {
        after: (delayMillis, task) => {
          delays.push(delayMillis);
          tasks.push(task);
          return () => {};
        },
      },
    });
    await changes.start();
    for (let attempt = 1; attempt < 8; attempt += 1) {
      tasks.at(-1)?.();
      await until(() => delays.length > attempt);
    }
    expect(delays).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(changes.isComplete).toBe(false);
    changes.stop();
    tasks.at(-1)?.();
    await new Promise(setImmediate);
    expect(delays).toHaveLength(8);
  });
});
