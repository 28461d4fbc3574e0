import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { AuditChain, CHAIN_START } from './audit-chain.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  const chain = new AuditChain(CHAIN_START);
  const lines = [1, 2, 3, 4].map((n) => chain.add({ n }));
  writeFileSync(join(world.cwd, 'old.jsonl'), lines.slice(0, 2).join(''));
  writeFileSync(join(world.cwd, 'new.jsonl'), lines.slice(2).join(''));
  writeFileSync(join(world.cwd, 'cut.jsonl'), lines.slice(3).join(''));
});

afterEach(() => {
  world.dispose();
});

const check = (...files: readonly string[]): ReturnType<TestWorld['run']> =>
  world.run('token-server', '--check-audit', ...files);

it('says of files that hang together how many lines they have', async () => {
  const { exitCode, out } = await check('old.jsonl', 'new.jsonl', '--json');
  expect([exitCode, JSON.parse(out)]).toEqual([
    0,
    { intact: true, lines: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect((await check('new.jsonl')).out).toMatch(/^intact: 2 lines, /);
});

it('says where they do not', async () => {
  const { exitCode, error } = await check('old.jsonl', 'cut.jsonl');
  expect([exitCode, error]).toEqual([
    1,
    expect.stringContaining('cut.jsonl, line 1, does not follow'),
  ]);
});

it('says what cannot be read', async () => {
  const { exitCode, error } = await check('none.jsonl');
  expect([exitCode, error]).toEqual([
    2,
    expect.stringContaining('none.jsonl cannot be read: ENOENT'),
  ]);
});
