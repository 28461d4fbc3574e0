import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

describe('stagedoor', () => {
  it.each([
    [['--help'], 'Usage: stagedoor'],
    [['--help'], 'stagedoor token doctor'],
    [['dev', '--help'], 'stagedoor dev --port 0 --json'],
    [['token-server', '--help'], '--certificate-file cert.txt'],
    [['token', '--help'], 'issue, inspect, verify, explain and revoke'],
    [['token', 'issue', 'rtc', '--help'], '--role publisher'],
    [['token', 'inspect', '--help'], 'Anyone can write a text'],
    [['token', 'verify', '--help'], 'Exit code 1 means'],
  ])('%j prints help with examples and exits with 0', async (argv, example) => {
    const { exitCode, out, error } = await world.run(...argv);
    expect(exitCode).toBe(0);
    expect(out).toContain(example);
    expect(error).toBe('');
  });

  it.each([
    [['token', 'issue', 'rtc', '--help']],
    [['token', 'verify', '--help']],
    [['token-server', '--help']],
  ])('%j says why a certificate should not stand in a command line', async (argv) => {
    const { out } = await world.run(...argv);
    expect(out).toContain("shell's history");
    expect(out).toContain('STAGEDOOR_CERTIFICATE');
  });

  it.each([
    [[]],
    [['unknown']],
    [['token']],
    [['token', 'issue']],
    [['token', 'verify']],
    [['token', 'inspect', 'a', 'b']],
    [['dev', '--port', 'x']],
    [['dev', '--port', '-1']],
    [['dev', '--unknown']],
    [['token', 'issue', 'rtc', '--channel', 'a', '--role', 'owner']],
    [['token', 'issue', 'rtc', '--channel', 'a', '--privilege', 'fly']],
    [['token', 'verify', 'x', '--privilege', 'fly']],
  ])('%j is wrong use: exit code 2, the mistake on standard error', async (argv) => {
    const { exitCode, out, error } = await world.run(...argv);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(error).not.toBe('');
  });

  it.each([
    [['dev', '--port', 'x', '--json']],
    [['token', 'verify', '--json']],
    [['token', 'inspect', 'x', '--unknown', '--json']],
    [['help', 'nonsense', '--json']],
    [['token', 'help', 'nonsense', '--json']],
    [['nonsense', '--json']],
  ])('%j says its mistake as JSON', async (argv) => {
    const { exitCode, error } = await world.run(...argv);
    expect(exitCode).toBe(2);
    expect(JSON.parse(error)).toEqual({ error: { code: 'usage', message: expect.any(String) } });
  });

  it('colours what went wrong where a terminal shows it, and never in JSON', async () => {
    const rejected = ['token', 'inspect', 'nonsense'];
    expect((await world.run(...rejected)).error).toMatch(/^rejected \(unsupported_version\): the/);
    world.showsErrorsOnTerminal = true;
    expect((await world.run(...rejected)).error).toMatch(
      // oxlint-disable-next-line no-control-regex -- because colours are control characters
      /^\u001b\[31mrejected \(unsupported_version\):\u001b\[39m the/,
    );
    expect((await world.run('token', 'inspect', ' ')).error).toContain('31merror (usage):');
    expect((await world.run(...rejected, '--json')).error).not.toContain('\u001b');
  });

  it('fits its help to the terminal', async () => {
    const countLines = async (): Promise<number> =>
      (await world.run('token', 'verify', '--help')).out.split('\n').length;
    const unknown = await countLines();
    world.terminalColumns = 200;
    expect(await countLines()).toBeLessThan(unknown);
    world.terminalColumns = 0;
    expect(await countLines()).toBe(unknown);
  });

  it('has the version of its package', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    expect((await world.run('--version')).out).toBe(`${version}\n`);
  });

  it('passes on what it did not expect', async () => {
    world.readStdin = () => Promise.reject(new Error('unplugged'));
    await expect(world.run('token', 'inspect', '-')).rejects.toThrow('unplugged');
  });
});
