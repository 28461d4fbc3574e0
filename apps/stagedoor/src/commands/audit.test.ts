import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@stagedoor/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../test/test-world.js';

interface Listed {
  readonly events: readonly { readonly seq: number; readonly action: string }[];
  readonly nextBeforeSeq: number | null;
}

let world: TestWorld;

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  for (const name of ['second', 'third']) {
    world.time += 60;
    await world.run('organization', 'create', name);
  }
});

afterEach(() => {
  world.dispose();
});

const runAudit = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
  const { exitCode, out, error } = await world.run('audit', ...argv);
  return [exitCode, out, error];
};

/** Changes a row as somebody who has the file would. */
async function changeActor(seq: number, actor: string): Promise<void> {
  const database = await openSqlite(join(world.cwd, '.stagedoor', 'stagedoor.db'));
  await database.connection
    .updateTable('audit_events')
    .set({ actor })
    .where('seq', '=', seq)
    .execute();
  await database.close();
}

const listSeqs = async (...argv: readonly string[]): Promise<readonly number[]> => {
  const [, out] = await runAudit('list', '--json', ...argv);
  return (JSON.parse(out) as Listed).events.map(({ seq }) => seq);
};

describe('stagedoor audit list', () => {
  it('shows who did what when, the newest first', async () => {
    const [exitCode, out] = await runAudit('list');
    const lines = out.split('\n').map((line) => line.replace(/ [0-9a-f]{32} /, ' … '));
    expect([exitCode, lines]).toEqual([
      0,
      [
        expect.stringMatching(/^SEQ {2}TIME \(UTC\) +ACTOR +ACTION +TARGET +OUTCOME {2}ADDRESS$/),
        expect.stringMatching(
          /^3 {4}2023-11-14 22:15:20 {2}cli:tester {2}organization.create {2}organization … /,
        ),
        expect.stringMatching(/^2 {4}2023-11-14 22:14:20 /),
        expect.stringMatching(/^1 {4}2023-11-14 22:13:20 {2}cli:tester {2}platform.init /),
        '',
      ],
    ]);
  });

  it('goes on where a page ended', async () => {
    const [, out] = await runAudit('list', '--limit', '2');
    expect(out).toContain('Older ones: --before 2');
    expect(await listSeqs('--limit', '2', '--before', '2')).toEqual([1]);
  });

  it('finds events by what is given', async () => {
    expect(await listSeqs('--action', 'platform.init')).toEqual([1]);
    expect(await listSeqs('--actor', 'cli:*')).toEqual([3, 2, 1]);
    expect(await listSeqs('--outcome', 'refused')).toEqual([]);
    expect(await listSeqs('--since', '1m')).toEqual([3, 2]);
    expect(await listSeqs('--until', String(NOW + 60))).toEqual([1]);
    expect(await listSeqs('--organization', 'acme')).toEqual([1]);
  });

  it('says what is wrong with a question', async () => {
    const [exitCode, , error] = await runAudit('list', '--since', 'yesterday');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('--since must be a time')]);
    expect((await runAudit('list', '--limit', '5000'))[2]).toContain('invalid_request');
    expect((await runAudit('list', '--organization', 'none'))[2]).toContain('"none"');
  });

  it('shows nothing that a terminal would obey', async () => {
    await changeActor(2, '\u001b]0;owned\u0007\u202e');
    const [, out] = await runAudit('list');
    expect(out).toContain('\\u{1b}]0;owned\\u{7}\\u{202e}');
    expect(out).not.toContain('\u001b');
  });
});

describe('stagedoor audit verify', () => {
  it('confirms the trail, and prints the head to note', async () => {
    const [exitCode, out] = await runAudit('verify');
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(
        /^The audit trail is intact: 3 events, each as it was written\nHead: 3:v1\.[0-9a-f]{8}\.[0-9a-f]{64}\n$/,
      ),
    ]);
    const head = out.slice(out.indexOf('3:')).trim();
    expect((await runAudit('verify', '--expect-head', head))[0]).toBe(0);
  });

  it('ends with 1 where a row was changed, and says which', async () => {
    await changeActor(2, 'cli:nobody');
    const [exitCode, out, error] = await runAudit('verify');
    expect([exitCode, out, error]).toEqual([
      1,
      expect.stringContaining('is broken; 2 events proven'),
      'rejected (audit_trail_broken): row 2 is not as it was written\n',
    ]);
    const [, asJson] = await runAudit('verify', '--json');
    expect(JSON.parse(asJson)).toMatchObject({
      intact: false,
      findings: [{ kind: 'changed', seq: 2 }],
      expectHead: expect.stringMatching(/^3:v1/),
    });
  });

  it('ends with 1 where the noted head is not there', async () => {
    const head = `9:v1.00000000.${'0'.repeat(64)}`;
    const [exitCode, out] = await runAudit('verify', '--expect-head', head);
    expect([exitCode, out]).toEqual([1, expect.stringContaining('it is an older copy')]);
  });

  it.each(['', '3', '3:', '0:v1', 'x:y', `3:${'0'.repeat(64)}`])(
    'does not take %j for a head',
    async (head) => {
      const [exitCode, , error] = await runAudit('verify', '--expect-head', head);
      expect([exitCode, error]).toEqual([2, expect.stringContaining('(usage)')]);
    },
  );
});

describe('stagedoor audit export', () => {
  it('writes JSON lines, the oldest first', async () => {
    const [exitCode, out] = await runAudit('export', '--after', '1');
    const seqs = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect([exitCode, seqs]).toEqual([0, [2, 3]]);
  });

  it('writes a file that only its owner reads, and that verifies', async () => {
    const [, out] = await runAudit('export', '--output', 'events.jsonl');
    expect(out).toBe('3 events are in events.jsonl\n');
    const path = join(world.cwd, 'events.jsonl');
    expect(statSync(path).mode & 0o077).toBe(0);
    const [exitCode, verdict] = await runAudit('verify', '--file', 'events.jsonl');
    expect([exitCode, verdict]).toEqual([0, expect.stringContaining('is intact: 3 events')]);
    writeFileSync(path, readFileSync(path, 'utf8').replace('cli:tester', 'cli:nobody'));
    expect((await runAudit('verify', '--file', 'events.jsonl', '--json'))[0]).toBe(1);
  });

  it('leaves a file that is there as it is, and nothing of one that fails', async () => {
    writeFileSync(join(world.cwd, 'events.jsonl'), 'mine');
    const [exitCode, , error] = await runAudit('export', '--output', 'events.jsonl');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('is there already')]);
    expect(readFileSync(join(world.cwd, 'events.jsonl'), 'utf8')).toBe('mine');
    expect((await runAudit('export', '--output', 'absent/events.jsonl'))[0]).toBe(2);
    const failing = ['export', '--output', 'new.jsonl', '--organization', 'none'];
    expect((await runAudit(...failing))[0]).toBe(2);
    expect(readdirSync(world.cwd).filter((name) => name.startsWith('new'))).toEqual([]);
  });

  it('says which line of a file is no event', async () => {
    writeFileSync(join(world.cwd, 'events.jsonl'), '\n{"seq":1}\n');
    expect((await runAudit('verify', '--file', 'events.jsonl'))[2]).toContain('invalid_request');
    writeFileSync(join(world.cwd, 'events.jsonl'), '\nseq,at\n');
    expect((await runAudit('verify', '--file', 'events.jsonl'))[2]).toContain('line 2 of');
    const [exitCode, , error] = await runAudit('verify', '--file', 'absent.jsonl');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('file_unusable')]);
    expect(existsSync(join(world.cwd, 'absent.jsonl'))).toBe(false);
  });
});

describe('stagedoor audit prune', () => {
  it('removes what is old, and the rest verifies', async () => {
    expect(await runAudit('prune', '--before', '1m')).toEqual([
      0,
      '1 events before 2023-11-14T22:14:20.000Z are removed\n',
      '',
    ]);
    expect(await listSeqs()).toEqual([4, 3, 2]);
    const [exitCode, out] = await runAudit('verify');
    expect([exitCode, out]).toEqual([0, expect.stringContaining('Events up to 1 were pruned')]);
  });

  it('does nothing to a trail that is broken', async () => {
    await changeActor(1, 'cli:nobody');
    const [exitCode, , error] = await runAudit('prune', '--before', '1m');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('audit_trail_broken')]);
    expect(await listSeqs()).toEqual([3, 2, 1]);
  });
});

it('asks the server of the folder where one runs, which records whom it refuses', async () => {
  const data = join(world.cwd, '.stagedoor');
  const server = new TestWorld();
  const ready = server.untilOutput();
  const serving = server.run('dev', '--port', '0', '--json', '--data', data);
  await ready;
  expect(await listSeqs()).toContain(3);
  const { url, customerId } = JSON.parse(server.out) as { url: string; customerId: string };
  const wrong = Buffer.from(`${customerId}:${'0'.repeat(32)}`).toString('base64');
  const headers = { authorization: `Basic ${wrong}`, 'x-request-id': 'request-7' };
  expect((await fetch(`${url}/dev/v1/projects`, { headers })).status).toBe(401);
  server.stop();
  await serving;
  server.dispose();
  const [, out] = await runAudit('list', '--outcome', 'refused', '--json');
  expect((JSON.parse(out) as Listed).events).toEqual([
    expect.objectContaining({
      actor: 'stranger',
      action: 'list-projects',
      target: `credential ${customerId}`,
      code: 'wrong_secret',
      address: '127.0.0.1',
      requestId: 'request-7',
      details: { scheme: 'basic' },
    }),
  ]);
  expect((await runAudit('verify'))[0]).toBe(0);
});
