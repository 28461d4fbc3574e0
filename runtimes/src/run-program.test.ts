import { describe, expect, it } from 'vitest';
import { runProgram } from './run-program.js';

const run = (script: string, timeoutMillis = 20_000): ReturnType<typeof runProgram> =>
  runProgram(process.execPath, ['-e', script], timeoutMillis);

describe('running a program', () => {
  it('returns how it ended and what it said', async () => {
    expect(await run("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
      code: 3,
      stdout: 'out\n',
      complaint: 'err',
    });
  });

  it('ends one that goes on, and says so', async () => {
    const { code, complaint } = await run('setInterval(() => {}, 1000)', 300);
    expect(code).toBeUndefined();
    expect(complaint).toBe('still running after 0.3 s');
  });

  it('says why one does not start', async () => {
    const { code, complaint } = await runProgram('no-such-program-here', [], 1000);
    expect(code).not.toBe(0);
    expect(complaint).toMatch(/ENOENT/);
  });
});
