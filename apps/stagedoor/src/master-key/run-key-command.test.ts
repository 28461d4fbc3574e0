import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { runKeyCommand } from './run-key-command.js';

const SECRET = '3f9a1c5e7b2d48069cf0e1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6';

describe('the master key command', () => {
  let world: TestWorld;

  beforeEach(() => {
    world = new TestWorld();
  });

  afterEach(() => world.dispose());

  const runScript = (script: string, ...args: readonly string[]): Promise<string> =>
    runKeyCommand([process.execPath, '-e', script, '--', ...args], world);

  const unavailable = (message: string): unknown =>
    expect.objectContaining({
      code: 'master_key_unavailable',
      message: expect.stringContaining(message) as string,
    });

  it('gives what the program prints', async () => {
    world.env = { KEY_FOR_TEST: SECRET };
    expect(await runScript('process.stdout.write(process.env.KEY_FOR_TEST)')).toBe(SECRET);
  });

  it('has no shell between: words stay what they are', async () => {
    const word = '$(touch made); `touch made` > made';
    expect(await runScript('process.stdout.write(process.argv.at(-1))', word)).toBe(word);
    expect(existsSync(join(world.cwd, 'made'))).toBe(false);
  });

  it('has nothing to read', async () => {
    expect(await runScript('process.stdin.on("end", () => console.log("end")).resume()')).toBe(
      'end\n',
    );
  });

  it.each([
    [`console.log("${SECRET}"); console.error("${SECRET}"); process.exitCode = 3`, 'exit code 3'],
    ['process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)', 'was ended by SIGTERM'],
    [`for (;;) require("fs").writeSync(1, "${SECRET}".repeat(1000))`, 'more than 65536 bytes'],
  ])('fails with the reason and nothing that was printed, example %#', async (script, reason) => {
    const failure = runScript(script);
    await expect(failure).rejects.toThrow(unavailable(reason));
    await expect(failure).rejects.not.toThrow(SECRET.slice(0, 16));
  });

  it('fails where there is no such program', async () => {
    await expect(runKeyCommand(['no-such-program'], world)).rejects.toThrow(unavailable('ENOENT'));
  });

  it('fails when the program takes too long, also where a child of it holds the pipe', async () => {
    const child = 'require("child_process").spawn("sleep", ["30"], { stdio: "inherit" })';
    const failure = runScript(`${child}; setInterval(() => {}, 1000)`);
    setImmediate(() => world.patience.abort());
    await expect(failure).rejects.toThrow(unavailable('did not end within 30 s'));
    expect(world.limitSeconds).toBe(30);
  });
});
