import type { Pool } from 'pg';
import type { DatabaseGauge } from '../database-gauge.js';

/** How many connections a pool has, has idle, and how many requests wait for one. */
export function createPoolGauge(
  pool: Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>,
): DatabaseGauge {
  return {
    name: 'database_connections',
    help: 'Connections to PostgreSQL of this process: open, idle, and requests that wait for one',
    read: () =>
      new Map([
        ['open', pool.totalCount],
        ['idle', pool.idleCount],
        ['waiting', pool.waitingCount],
      ]),
  };
}
