import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from './find-runtime.js';
import type { ProgramEnd } from './run-program.js';
import { RUNTIMES, type Runtime } from './runtime-table.js';
import { tryRuntimes } from './try-runtimes.js';

const FILES = { modules: 'p.js', worker: 'w.capnp', page: 'page.html', profile: 'profile' };
const TALLY = { passed: 3, failed: [], digest: 'ab' };
const GOOD: ProgramEnd = { code: 0, stdout: JSON.stringify(TALLY), complaint: '' };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-runtimes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plant = (path: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), '');
};

/** A machine that starts nothing and takes notes. `say` answers a command line, or nothing for success. */
const machineWith = (
  say: (line: string) => Partial<ProgramEnd> | undefined,
): { readonly machine: Machine; readonly lines: string[] } => {
  const lines: string[] = [];
  const machine: Machine = {
    platform: 'linux-x64',
    path: join(folder, 'bin'),
    thisNode: 'node',
    cache: folder,
    npm: ['npm'],
    run: (program, args) => {
      const line = [program, ...args].join(' ').replaceAll(`${folder}/`, '');
      lines.push(line);
      const usual = line.endsWith('--version') ? { ...GOOD, stdout: 'v1.2.3 (x64)\n' } : GOOD;
      return Promise.resolve({ ...usual, ...say(line) });
    },
  };
  return { machine, lines };
};

const fromNpm = (name: string, packageName: string): Runtime => ({
  name,
  isRequired: true,
  origin: {
    kind: 'npm',
    version: '9.8.7',
    packages: { 'linux-x64': packageName },
    program: 'bin/run',
  },
  args: ({ modules }) => ['run', modules],
});

describe('a runtime from npm', () => {
  it('is installed in its exact version and without scripts, then asked for its version, then run', async () => {
    const { machine, lines } = machineWith(() => undefined);
    const [verdict] = await tryRuntimes([fromNpm('Bun', '@x/bun')], FILES, machine);
    expect(verdict).toMatchObject({ kind: 'ran', name: 'Bun', version: '1.2.3', tally: TALLY });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^npm install .*--ignore-scripts .*@x\/bun@9\.8\.7$/);
    expect(lines.slice(1)).toEqual([
      '@x-bun-9.8.7/node_modules/@x/bun/bin/run --version',
      '@x-bun-9.8.7/node_modules/@x/bun/bin/run run p.js',
    ]);
  });

  it('is not installed again', async () => {
    plant('there-9.8.7/node_modules/there/bin/run');
    plant('there-9.8.7/node_modules/.package-lock.json');
    const { machine, lines } = machineWith(() => undefined);
    await tryRuntimes([fromNpm('Bun', 'there')], FILES, machine);
    expect(lines.filter((line) => line.startsWith('npm'))).toEqual([]);
  });

  it('is installed again where the last time was broken off', async () => {
    plant('half-9.8.7/node_modules/half/bin/run');
    const { machine, lines } = machineWith(() => undefined);
    await tryRuntimes([fromNpm('Bun', 'half')], FILES, machine);
    expect(lines.filter((line) => line.startsWith('npm'))).toHaveLength(1);
  });

  it('is missing, with npm’s own reason, where it cannot be installed', async () => {
    const { machine } = machineWith((line) =>
      line.startsWith('npm')
        ? {
            code: 1,
            complaint:
              'npm warn x\nnpm error code E404\nnpm error syscall connect\nnpm error 404 Not Found\n',
          }
        : undefined,
    );
    const [verdict] = await tryRuntimes([fromNpm('Bun', 'gone')], FILES, machine);
    expect(verdict).toMatchObject({
      kind: 'missing',
      reason: 'npm install failed: 404 Not Found',
    });
  });

  it('is missing where there is no package for the platform, or where it does not start', async () => {
    const { machine } = machineWith((line) =>
      line.endsWith('--version') ? { code: 132, complaint: 'Illegal instruction' } : undefined,
    );
    const elsewhere = { ...machine, platform: 'plan9-x64' };
    const runtime = fromNpm('Bun', '@x/bun');
    expect(await tryRuntimes([runtime], FILES, elsewhere)).toMatchObject([
      { kind: 'missing', reason: 'no package for plan9-x64' },
    ]);
    expect(await tryRuntimes([runtime], FILES, machine)).toMatchObject([
      { kind: 'missing', reason: 'it does not start: Illegal instruction' },
    ]);
  });
});

describe('a runtime of the system', () => {
  const chromium = RUNTIMES.find(({ origin }) => origin.kind === 'system')!;

  it('is missing where no program of that name is in the path, and found where one is', async () => {
    const { machine, lines } = machineWith(() => undefined);
    expect(await tryRuntimes([chromium], FILES, machine)).toMatchObject([
      { kind: 'missing', reason: 'none of chromium, chromium-browser, google-chrome is installed' },
    ]);
    expect(lines).toEqual([]);
    plant('bin/chromium');
    expect(await tryRuntimes([chromium], FILES, machine)).toMatchObject([{ kind: 'ran' }]);
    expect(lines.at(-1)).toMatch(/^bin\/chromium .*--user-data-dir=profile .*page\.html$/);
  });
});

describe('a runtime that is there', () => {
  const node: Runtime = {
    name: 'Node 1',
    origin: { kind: 'this', major: 1 },
    isRequired: true,
    args: ({ modules }) => [modules],
  };

  it('is missing where another line of Node runs this', async () => {
    const { machine } = machineWith(() => undefined);
    const other: Runtime = { ...node, origin: { kind: 'this', major: 20 } };
    expect(await tryRuntimes([other], FILES, machine)).toMatchObject([
      { kind: 'missing', reason: 'this is Node 1.2.3: start this with Node 20' },
    ]);
  });

  it('crashed where it ends with an error, whatever it printed before', async () => {
    const { machine } = machineWith((line) =>
      line === 'node p.js' ? { code: 1, complaint: 'at a\nReferenceError: btoa' } : undefined,
    );
    expect(await tryRuntimes([node], FILES, machine)).toMatchObject([
      { kind: 'crashed', name: 'Node 1', reason: 'ReferenceError: btoa' },
    ]);
  });

  it('crashed where it prints no result', async () => {
    const { machine } = machineWith((line) =>
      line === 'node p.js' ? { stdout: 'hi' } : undefined,
    );
    expect(await tryRuntimes([node], FILES, machine)).toMatchObject([
      { kind: 'crashed', reason: 'exit 0, and no result among what it printed' },
    ]);
  });
});

describe('the table of runtimes', () => {
  it('has the seven that are promised, each with an exact version where it comes from npm', () => {
    expect(RUNTIMES.map(({ name }) => name)).toEqual([
      'Node 20',
      'Node 22',
      'Node 24',
      'Bun',
      'Deno',
      'workerd',
      'Chromium',
    ]);
    const versions = RUNTIMES.flatMap(({ origin }) =>
      origin.kind === 'npm' ? [origin.version] : [],
    );
    expect(versions).toHaveLength(5);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
