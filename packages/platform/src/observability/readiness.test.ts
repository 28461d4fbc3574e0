import { describe, expect, it } from 'vitest';
import { Readiness, type ReadinessCheck } from './readiness.js';

interface Parts {
  readonly checks: readonly ReadinessCheck[];
  readonly now?: () => number;
  readonly patience?: AbortController;
}

function make({ checks, now = () => 1, patience = new AbortController() }: Parts): Readiness {
  const readiness = new Readiness({ now, abortAfter: () => patience.signal });
  readiness.start(checks);
  return readiness;
}

const fine: ReadinessCheck = { name: 'database', run: async () => 1 };
const broken: ReadinessCheck = { name: 'redis', run: () => Promise.reject(new Error('away')) };
const optional: ReadinessCheck = { ...broken, isOptional: true };

describe('readiness', () => {
  it('is given while all parts answer', async () => {
    expect(await make({ checks: [fine] }).report()).toEqual({
      status: 'ready',
      checks: [{ name: 'database', status: 'ok' }],
    });
    expect(await make({ checks: [fine, broken] }).report()).toEqual({
      status: 'not-ready',
      checks: [
        { name: 'database', status: 'ok' },
        { name: 'redis', status: 'failed' },
      ],
    });
  });

  it('is degraded without an optional part, as long as the others answer', async () => {
    expect(await make({ checks: [fine, optional] }).report()).toEqual({
      status: 'degraded',
      checks: [
        { name: 'database', status: 'ok' },
        { name: 'redis', status: 'failed' },
      ],
    });
    const lost = { ...broken, name: 'database' };
    expect((await make({ checks: [lost, optional] }).report()).status).toBe('not-ready');
  });

  it('is not given before the start', async () => {
    const abortAfter = (): AbortSignal => new AbortController().signal;
    const readiness = new Readiness({ now: () => 1, abortAfter });
    expect(await readiness.report()).toEqual({ status: 'starting', checks: [] });
    readiness.start([]);
    expect((await readiness.report()).status).toBe('ready');
  });

  it('ends at the stop', async () => {
    const readiness = make({ checks: [fine] });
    readiness.stop();
    expect((await readiness.report()).status).toBe('stopping');
  });

  it('asks once a second, however many ask it', async () => {
    let time = 1;
    let asked = 0;
    const check = {
      name: 'database',
      run: async () => {
        asked += 1;
        if (asked > 1) throw new Error('away');
      },
    };
    const readiness = make({ checks: [check], now: () => time });
    await Promise.all(Array.from({ length: 50 }, () => readiness.report()));
    expect(asked).toBe(1);
    time = 2;
    expect((await readiness.report()).status).toBe('not-ready');
    expect(asked).toBe(2);
  });

  it('does not wait for a part that never answers', async () => {
    const patience = new AbortController();
    const check = { name: 'database', run: () => new Promise(() => {}) };
    const report = make({ checks: [check], patience }).report();
    patience.abort();
    expect((await report).status).toBe('not-ready');
  });

  it('counts a part that throws at once as one that does not answer', async () => {
    const check = {
      name: 'database',
      run: () => {
        throw new Error('closed');
      },
    };
    expect((await make({ checks: [check] }).report()).status).toBe('not-ready');
  });
});
