import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { addFiles, plantTree } from './planted-tree.mjs';
import { checkNode, ensureBuilt, ensureInstalled, setUp, SetupError } from './setup.mjs';

const HIDDEN = 'node_modules/.package-lock.json';
const OTHER_PLATFORM = { version: '1.0.0', optional: true, os: ['plan9'] };
const PACKAGES = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

const lockfile = (packages) => JSON.stringify({ packages: { '': { name: 'root' }, ...packages } });

/** A tree with everything installed and nothing built. */
const plant = (changes = {}) =>
  plantTree({
    'package-lock.json': lockfile({ ...PACKAGES, 'node_modules/b': OTHER_PLATFORM }),
    [HIDDEN]: lockfile(PACKAGES),
    'tsconfig.json': '{}',
    'packages/x/tsconfig.json': '{}',
    'packages/x/src/a.ts': '',
    'packages/x/src/wire/b.ts': '',
    'packages/x/dist/a.js': '',
    ...changes,
  });

/** Runs a part of the setup with a runner that only takes notes. */
const observe = (ensure, root, result = { failed: false, output: '' }) => {
  const commands = [];
  const said = [];
  const run = (_program, args) => {
    commands.push(args.join(' '));
    return result;
  };
  ensure(root, { run, say: (text) => said.push(text) });
  return { commands, said };
};

const NOTHING = { commands: [], said: [] };

describe('the version of Node.js', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.3'])('refuses %s', (version) => {
    expect(() => checkNode(version)).toThrow(/Node\.js 20\.19 or newer is needed/);
  });
});

describe('installing', () => {
  it('does nothing when everything is there, but for packages of other platforms', () => {
    expect(observe(ensureInstalled, plant())).toEqual(NOTHING);
  });

  it('installs on the first start', () => {
    const root = plant();
    rmSync(join(root, 'node_modules'), { recursive: true });
    const { commands, said } = observe(ensureInstalled, root);
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(/\bci --include=dev /);
    expect(said).toEqual(['installing dependencies (first start)…']);
  });

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['the content differs', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
    ['a package is left over', { ...PACKAGES, 'node_modules/c': { version: '1.0.0' } }],
    ['it was copied from another machine', { ...PACKAGES, 'node_modules/b': OTHER_PLATFORM }],
  ])('installs when %s', (_name, installed) => {
    const root = plant({ [HIDDEN]: lockfile(installed) });
    const { commands, said } = observe(ensureInstalled, root);
    expect(commands).toHaveLength(1);
    expect(said).toEqual(['installing dependencies…']);
  });

  it('installs again when an installation was broken off', () => {
    const root = plant();
    rmSync(join(root, HIDDEN));
    expect(observe(ensureInstalled, root).commands).toHaveLength(1);
  });

  it('counts as a build, because npm builds after it has installed', () => {
    const root = plant({ [HIDDEN]: lockfile({}) });
    observe(ensureInstalled, root);
    expect(observe(ensureBuilt, root)).toEqual(NOTHING);
  });

  it('shows what npm said when it fails', () => {
    const root = plant({ [HIDDEN]: lockfile({}) });
    const failure = { failed: true, output: 'npm error network' };
    expect(() => observe(ensureInstalled, root, failure)).toThrow(SetupError);
    expect(() => observe(ensureInstalled, root, failure)).toThrow(/network\nnpm ci failed/);
  });
});

describe('building', () => {
  const built = () => {
    const root = plant();
    observe(ensureBuilt, root);
    return root;
  };
  const BUILD = [expect.stringMatching(/tsc -b$/)];

  it('builds once', () => {
    const root = plant();
    expect(observe(ensureBuilt, root)).toEqual({ commands: BUILD, said: ['building…'] });
    expect(observe(ensureBuilt, root)).toEqual(NOTHING);
  });

  it.each([
    'packages/x/src/wire/b.ts',
    'packages/x/src/new.ts',
    'packages/x/tsconfig.json',
    'tsconfig.base.json',
  ])('builds when %s is written', (path) => {
    const root = built();
    addFiles(root, { [path]: ' ' });
    expect(observe(ensureBuilt, root).commands).toEqual(BUILD);
  });

  it('builds when a file is touched, also to an older time, or deleted', () => {
    const root = built();
    utimesSync(join(root, 'packages/x/src/a.ts'), 1, 1);
    expect(observe(ensureBuilt, root).commands).toEqual(BUILD);
    rmSync(join(root, 'packages/x/src/a.ts'));
    expect(observe(ensureBuilt, root).commands).toEqual(BUILD);
    expect(observe(ensureBuilt, root)).toEqual(NOTHING);
  });

  it('builds everything anew when the output was deleted', () => {
    const root = built();
    rmSync(join(root, 'packages/x/dist'), { recursive: true });
    expect(observe(ensureBuilt, root).commands).toEqual([expect.stringMatching(/tsc -b --force$/)]);
  });

  it('fails with the errors of the compiler and tries again the next time', () => {
    const root = plant();
    const failure = { failed: true, output: 'a.ts(1,1): error' };
    expect(() => observe(ensureBuilt, root, failure)).toThrow(
      /a\.ts\(1,1\): error\nthe build failed/,
    );
    expect(observe(ensureBuilt, root).commands).toEqual(BUILD);
  });
});

describe('setUp', () => {
  it('takes all steps, in their order', () => {
    const taken = [];
    const steps = [(root) => taken.push(`first ${root}`), () => taken.push('second')];
    expect(setUp('here', steps)).toBe(true);
    expect(taken).toEqual(['first here', 'second']);
  });

  it('says what to do where one cannot be taken, and hides no other failure', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const later = vi.fn();
    const fail = (error) => () => {
      throw error;
    };
    expect(setUp('here', [fail(new SetupError('fix it')), later])).toBe(false);
    expect(write).toHaveBeenCalledWith('fix it\n');
    expect(later).not.toHaveBeenCalled();
    expect(() => setUp('here', [fail(new TypeError('mine'))])).toThrow('mine');
    write.mockRestore();
  });
});
