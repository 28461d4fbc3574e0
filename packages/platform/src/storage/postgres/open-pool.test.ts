import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { makePostgresDatabase, POSTGRES_URL } from '../../../test/test-databases.js';
import { until } from '../../../test/until.js';
import { APPLICATION_NAME, connectionOptions, openPool } from './open-pool.js';

const readSettings = async (purpose: 'requests' | 'maintenance'): Promise<readonly unknown[]> => {
  const pool = openPool(POSTGRES_URL ?? '', { purpose });
  const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
  const settings = await Promise.all(
    names.map(async (name) => {
      const { rows } = await pool.query<{ setting: string }>(
        'select setting from pg_settings where name = $1',
        [name],
      );
      return Number(rows[0]?.setting);
    }),
  );
  await pool.end();
  return settings;
};

describe.skipIf(POSTGRES_URL === undefined)('openPool', () => {
  let server: Server | undefined;

  afterEach(() => server?.close());

  it('lets nothing of a request hang, and maintenance take its time', async () => {
    expect(await readSettings('requests')).toEqual([5000, 10_000, 30_000]);
    expect(await readSettings('maintenance')).toEqual([60_000, 0, 0]);
  });

  it('outlives the loss of a connection that nobody uses', async () => {
    const place = await makePostgresDatabase();
    const pool = openPool(place.url, { purpose: 'requests' });
    await pool.query('select 1');
    const other = new Client({ connectionString: place.url });
    await other.connect();
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = $1`,
      [APPLICATION_NAME],
    );
    await until(() => pool.totalCount === 0);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await other.end();
    await pool.end();
    await place.dispose();
  });

  it('gives up on a server that takes a connection and says nothing', async () => {
    server = createServer((socket) => socket.pause()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const pool = openPool(`postgres://somebody@127.0.0.1:${port}/nothing`, { purpose: 'requests' });
    const startedAt = performance.now();
    await expect(pool.connect()).rejects.toThrow('timeout');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await pool.end();
    connect(port).destroy();
  });
});

describe('connectionOptions', () => {
  it('gives sessions a name that a restore looks for', () => {
    expect(connectionOptions('postgres://localhost/a')).toMatchObject({
      connectionString: 'postgres://localhost/a',
      application_name: 'stagedoor',
    });
  });
});
