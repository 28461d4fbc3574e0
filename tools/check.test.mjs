import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkRepository } from './check.mjs';
import { plantTree } from './planted-tree.mjs';
import { countTests } from './test-report.mjs';

const PASSED = { status: 'passed', fullName: 'signs' };
const FAILED = {
  status: 'failed',
  fullName: 'verifies',
  failureMessages: ['Error: expected 1 to be 2'],
};
const SKIPPED = { status: 'skipped', fullName: 'wire > reads' };

const reportOf = (...tests) => ({ testResults: [{ assertionResults: tests }] });

describe('counting tests', () => {
  const count = (report, options = {}) =>
    countTests(report, { failed: false, isStrict: false, ...options });

  it('counts each test', () => {
    const counted = count(reportOf(PASSED, PASSED, FAILED, SKIPPED), { failed: true });
    expect(counted).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      failures: ['failed: verifies\nError: expected 1 to be 2'],
      notes: ['skipped: wire > reads'],
    });
  });

  it('names a file that cannot be loaded', () => {
    const file = {
      name: 'wire.test.ts',
      status: 'failed',
      message: 'no such module',
      assertionResults: [],
    };
    const { failures, failed } = count({ testResults: [file] }, { failed: true });
    expect(failures).toEqual(['failed: wire.test.ts\nno such module']);
    expect(failed).toBe(1);
  });

  it('counts a skipped test as failed when strict', () => {
    const counted = count(reportOf(PASSED, SKIPPED), { isStrict: true });
    expect(counted).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
  });

  it('fails without tests, and without a report', () => {
    expect(count(reportOf())).toMatchObject({ passed: 0, failed: 1 });
    expect(count(undefined, { failed: true })).toMatchObject({ passed: 0, failed: 1 });
  });

  it('fails when the run failed but no test did, as below the coverage floor', () => {
    expect(count(reportOf(PASSED), { failed: true })).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('running steps', () => {
  const lines = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
    vi.stubEnv('CI', '');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  /** A plan of two steps and tests; the script that stands for vitest writes the given report. */
  const planOf = (exitCode, report) => ({
    root: plantTree({
      'good.mjs': "console.log('not shown');",
      'other.mjs': `console.log('shown'); process.exitCode = ${exitCode};`,
      'tests.mjs': `import { writeFileSync } from 'node:fs';
        writeFileSync(process.argv.at(-1).split('=')[1], '${JSON.stringify(report)}');`,
    }),
    stages: [
      [{ name: 'good', command: 'good.mjs', advice: 'none' }],
      [{ name: 'other', command: 'other.mjs', advice: 'mend it' }],
    ],
    tests: [{ name: 'tests', command: 'tests.mjs', advice: 'mend the code' }],
    onDemand: [{ name: 'slow', command: 'tests.mjs', advice: 'mend the code, too' }],
  });
  const seconds = (line) => line.replace(/\d+\.\d s$/, 'T s');

  it('says one line for each step that passes, and the count last', async () => {
    expect(await checkRepository([], planOf(0, reportOf(PASSED, PASSED)))).toBe(0);
    expect(lines.map(seconds)).toEqual([
      'ok  good  T s',
      'ok  other  T s',
      'ok  tests  T s',
      '4 passed, 0 failed',
    ]);
  });

  it('shows what a failed step said and what to do, and goes on', async () => {
    expect(await checkRepository([], planOf(1, reportOf(PASSED)))).toBe(1);
    expect(lines.map(seconds)).toEqual([
      'ok  good  T s',
      'not ok  other  T s',
      'shown',
      'what to do: mend it',
      'ok  tests  T s',
      '2 passed, 1 failed',
    ]);
  });

  it('shows of tests that failed what they said', async () => {
    expect(await checkRepository([], planOf(0, reportOf(PASSED, FAILED)))).toBe(1);
    expect(lines.map(seconds).slice(-4)).toEqual([
      'not ok  tests  T s',
      'failed: verifies\nError: expected 1 to be 2',
      'what to do: mend the code',
      '3 passed, 1 failed',
    ]);
  });

  it('names skipped tests, which fail in CI', async () => {
    const plan = planOf(0, reportOf(PASSED, SKIPPED));
    expect(await checkRepository([], plan)).toBe(0);
    expect(lines).toContain('      skipped: wire > reads');
    expect(lines.at(-1)).toBe('3 passed, 0 failed, 1 skipped');
    vi.stubEnv('CI', 'true');
    expect(await checkRepository([], plan)).toBe(1);
    expect(lines.at(-1)).toBe('3 passed, 1 failed');
  });

  it('runs a part', async () => {
    expect(await checkRepository(['--only', 'good'], planOf(1, reportOf()))).toBe(0);
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
  });

  it('runs what takes long only where it is asked for', async () => {
    const plan = planOf(0, reportOf(PASSED));
    expect(await checkRepository(['--only', 'good,slow'], plan)).toBe(0);
    expect(lines.map(seconds)).toEqual(['ok  good  T s', 'ok  slow  T s', '2 passed, 0 failed']);
  });

  it('refuses a part that does not exist', async () => {
    expect(await checkRepository(['--only', 'god'], planOf(0, reportOf()))).toBe(1);
    expect(lines).toEqual(['no step god: choose good, other, tests, slow', '0 passed, 1 failed']);
  });
});
