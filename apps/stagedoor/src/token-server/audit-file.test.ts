import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestLog } from '../../test/test-log.js';
import { TestWorld } from '../../test/test-world.js';
import { CHAIN_START, hashLine } from './audit-chain.js';
import { AuditFile } from './audit-file.js';
import { checkAuditLines } from './check-audit-lines.js';

let world: TestWorld;
let log: TestLog;
let events: string[];
let path: string;

beforeEach(() => {
  world = new TestWorld();
  log = new TestLog();
  events = [];
  path = join(world.cwd, 'grants.jsonl');
});

afterEach(() => {
  world.dispose();
});

const open = (maxWaitingBytes?: number): Promise<AuditFile> =>
  AuditFile.open({ path, world, log, count: (event) => void events.push(event), maxWaitingBytes });

const linesOf = (file = path): readonly string[] =>
  readFileSync(file, 'utf8').split('\n').slice(0, -1);

const numbersOf = (lines: readonly string[]): readonly unknown[] =>
  lines.map((line) => (JSON.parse(line) as { readonly n: unknown }).n);

describe('the audit file', () => {
  it('is for its owner alone, and has a line for each entry that follows the one before', async () => {
    const audit = await open();
    audit.add({ n: 1 });
    audit.add({ n: 2 });
    await audit.flush();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const [first = '', second = ''] = linesOf();
    expect(JSON.parse(first)).toEqual({ n: 1, previous: CHAIN_START });
    expect(JSON.parse(second)).toEqual({ n: 2, previous: hashLine(first) });
    await audit.close();
  });

  it('is written when the world ticks, and when it is closed', async () => {
    const audit = await open();
    audit.add({ n: 1 });
    expect(linesOf()).toEqual([]);
    world.tick();
    await expect.poll(() => numbersOf(linesOf()), { timeout: 10_000 }).toEqual([1]);
    audit.add({ n: 2 });
    await audit.close();
    expect(numbersOf(linesOf())).toEqual([1, 2]);
  });

  it('is not left until the tick where much waits', async () => {
    const audit = await open();
    for (let n = 0; n < 1000; n += 1) audit.add({ n, text: 'x'.repeat(100) });
    await expect.poll(() => linesOf().length, { timeout: 10_000 }).toBeGreaterThan(0);
    await audit.close();
    expect(numbersOf(linesOf())).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  });

  it('goes on where the last process ended', async () => {
    const first = await open();
    first.add({ n: 1 });
    await first.close();
    const second = await open();
    second.add({ n: 2 });
    await second.close();
    expect(await checkAuditLines(linesOf(), CHAIN_START)).toMatchObject({
      kind: 'intact',
      count: 2,
    });
  });

  it('leaves a line that a process died in as it is, and begins a new one', async () => {
    appendFileSync(path, '{"n":1,"prev');
    const audit = await open();
    audit.add({ n: 2 });
    await audit.close();
    const [torn = '', whole = ''] = linesOf();
    expect([torn, JSON.parse(whole)]).toEqual([
      '{"n":1,"prev',
      { n: 2, previous: hashLine('{"n":1,"prev') },
    ]);
  });

  it('goes on in a new file when the old one was moved away', async () => {
    const audit = await open();
    audit.add({ n: 1 });
    renameSync(path, `${path}.1`);
    world.reload();
    await audit.reopen();
    audit.add({ n: 2 });
    await audit.close();
    expect([numbersOf(linesOf(`${path}.1`)), numbersOf(linesOf())]).toEqual([[1], [2]]);
    const all = [...linesOf(`${path}.1`), ...linesOf()];
    expect(await checkAuditLines(all, CHAIN_START)).toMatchObject({ kind: 'intact', count: 2 });
  });

  it('keeps the old file where the new one cannot be opened', async () => {
    const audit = await open();
    renameSync(path, `${path}.1`);
    mkdirSync(path);
    await audit.reopen();
    audit.add({ n: 1 });
    await audit.close();
    expect(numbersOf(linesOf(`${path}.1`))).toEqual([1]);
    expect([log.lines, events]).toEqual([
      [expect.objectContaining({ level: 'error', reason: expect.stringContaining('EISDIR') })],
      ['audit_reopen_failed'],
    ]);
  });

  it('cannot be a folder', async () => {
    mkdirSync(path);
    await expect(open()).rejects.toMatchObject({
      code: 'file_unusable',
      message: expect.stringMatching(/^auditFile: .*EISDIR/) as string,
    });
  });
});

describe('an audit file on a disk that is full', () => {
  it('lets entries wait, and then takes no more', async () => {
    symlinkSync('/dev/full', path);
    const audit = await open(300);
    audit.add({ n: 1 });
    await audit.flush();
    audit.add({ n: 2 });
    audit.add({ n: 3 });
    audit.add({ n: 4 });
    expect(() => audit.add({ n: 5 })).toThrow(
      expect.objectContaining({ code: 'audit_unavailable' }) as Error,
    );
    await audit.flush();
    expect(events).toEqual(['audit_failed', 'audit_refused', 'audit_failed']);
    expect(log.lines).toEqual([expect.objectContaining({ level: 'error', reason: 'ENOSPC' })]);
    // There is room again.
    rmSync(path);
    writeFileSync(path, '');
    await audit.reopen();
    await audit.flush();
    audit.add({ n: 6 });
    await audit.close();
    expect(numbersOf(linesOf())).toEqual([1, 2, 3, 4, 6]);
    expect(await checkAuditLines(linesOf(), CHAIN_START)).toMatchObject({ kind: 'intact' });
    expect(log.lines.at(-1)).toMatchObject({ msg: 'the audit file can be written again' });
  });

  it('tells what was lost at the end', async () => {
    symlinkSync('/dev/full', path);
    const audit = await open();
    audit.add({ n: 1 });
    await audit.close();
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', msg: 'the end of the audit is lost' });
  });
});
