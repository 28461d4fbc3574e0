import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ready, whileRunning } from '../../test/test-server.js';
import { TestWorld } from '../../test/test-world.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

describe('stagedoor dev', () => {
  it('tells on its own port how it is', async () => {
    await whileRunning<Ready>(world, ['dev', '--port', '0'], async ({ url }) => {
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
      await expect
        .poll(async () => (await fetch(`${url}/readyz`)).json(), { timeout: 10_000 })
        .toEqual({ status: 'ready', checks: [{ name: 'database', status: 'ok' }] });
      await fetch(`${url}/dev/v1/projects`);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toContain('stagedoor_rejected_total{code="credentials_missing"} 1');
      expect(metrics).toContain('stagedoor_database_bytes{state="file"}');
    });
  });
});
