/** Commands about keys and secrets that are killed at any moment: nothing is lost, and the next run goes on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenStorage, openStorage } from '../src/open-storage.js';
import { TestWorld } from './test-world.js';

const PROGRAM = fileURLToPath(new URL('../bin/stagedoor.js', import.meta.url));
const PAIR = /key=(?<customerId>[0-9a-f]{32})\nsecret=(?<customerSecret>[0-9a-f]{32})\n/;

describe('a command that is killed', () => {
  let world: TestWorld;

  beforeEach(async () => {
    world = new TestWorld();
    await world.run('init', 'acme');
  });

  afterEach(() => world.dispose());

  /** Runs it, and kills it after that time. Gives how long it takes where it is let. */
  async function runAndKill(argv: readonly string[], killAfterMillis: number): Promise<number> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd: world.cwd, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await Promise.race([ended, setTimeout(killAfterMillis)]);
    child.kill('SIGKILL');
    await ended;
    return performance.now() - startedAt;
  }

  async function inStorage<T>(work: (storage: OpenStorage) => Promise<T>): Promise<T> {
    const storage = await openStorage({ data: '.stagedoor', makeIfMissing: false }, world);
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  }

  const secretOf = (customerId: string): Promise<string | undefined> =>
    inStorage(async ({ storage }) => (await storage.stores.customers.find(customerId))?.secrets[0]);

  /** Moments spread over the second half of the run, where the work is done. */
  async function* momentsOf(argv: readonly string[], rounds: number): AsyncGenerator<number> {
    const wholeMillis = await runAndKill(argv, 60_000);
    for (let round = 1; round <= rounds; round += 1) {
      yield wholeMillis * (0.4 + (0.65 * round) / rounds);
    }
  }

  it('leaves keys that open everything', async () => {
    const pair = { customerId: 'c'.repeat(32), customerSecret: '5'.repeat(32) };
    world.stdin = pair.customerSecret;
    const takeOver = ['--customer-id', pair.customerId, '--secret-file', '-'];
    await world.run('credential', 'create', 'billing', ...takeOver);
    const folder = join(world.cwd, '.stagedoor');
    for await (const moment of momentsOf(['keys', 'rotate'], 10)) {
      await runAndKill(['keys', 'rotate'], moment);
      expect(await secretOf(pair.customerId)).toBe(pair.customerSecret);
      for (const name of readdirSync(folder).filter((each) => each.startsWith('master.key'))) {
        expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
      }
    }
    for await (const moment of momentsOf(['keys', 'rotate', '--data-key'], 6)) {
      await runAndKill(['keys', 'rotate', '--data-key'], moment);
      expect(await secretOf(pair.customerId)).toBe(pair.customerSecret);
    }
    for (const argv of [['rotate'], ['reseal'], ['prune']]) {
      expect(await world.run('keys', ...argv)).toMatchObject({ exitCode: 0, error: '' });
    }
    expect(await secretOf(pair.customerId)).toBe(pair.customerSecret);
  }, 240_000);

  it('leaves no credential whose secret nobody has', async () => {
    const argvOf = (name: string): readonly string[] => [
      'credential',
      'create',
      name,
      '--download',
      `${name}.txt`,
    ];
    let round = 0;
    for await (const moment of momentsOf(argvOf('whole'), 10)) {
      round += 1;
      await runAndKill(argvOf(`round-${round}`), moment);
    }
    const files = readdirSync(world.cwd).filter((name) => name !== '.stagedoor');
    const kept = new Map(
      files.map((name) => {
        const { customerId = '', customerSecret = '' } =
          PAIR.exec(readFileSync(join(world.cwd, name), 'utf8'))?.groups ?? {};
        return [customerId, customerSecret];
      }),
    );
    await inStorage(async ({ storage }) => {
      const [organization] = await storage.stores.organizations.list();
      const made = await storage.stores.customers.list(organization?.id ?? '');
      expect(made.length).toBeGreaterThan(0);
      for (const { customerId } of made) {
        const found = await storage.stores.customers.find(customerId);
        expect(found?.secrets).toEqual([kept.get(customerId)]);
      }
    });
  }, 240_000);
});
