import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFinding } from './findings.mjs';
import { findForbidden } from './forbidden.mjs';
import { addFiles, plantTree } from './planted-tree.mjs';

const SOURCE = 'packages/x/src/errors.ts';

const forbiddenIn = (files) => findForbidden(plantTree(files)).map(formatFinding);

/** Something to test. */
const CODE = 'export const next = (n) => n + 1;';

/** A path of one machine, put together here so that this file holds none. */
const pathOf = (folder) => `/${folder}/x`;

describe('paths', () => {
  it.each(['controllers', 'managers', 'repositories', 'models'])('reports a folder %s', (name) => {
    expect(forbiddenIn({ [`apps/x/src/${name}/a.ts`]: '' })).toEqual([
      `apps/x/src/${name}/a.ts:1 a folder is named after a noun of the field, not after a layer`,
    ]);
  });

  it.each([
    'utils/a.ts',
    'util.ts',
    'helpers.tsx',
    'a/common/b.ts',
    'misc.ts',
    'shared/a.ts',
    'lib/a.md',
  ])('reports %s', (path) => {
    expect(forbiddenIn({ [path]: '' })).toEqual([
      `${path}:1 this name says nothing: name what is in it`,
    ]);
  });

  it('accepts names that only contain those words', () => {
    expect(forbiddenIn({ 'a/library.ts': '', 'a/shared-secret.ts': '' })).toEqual([]);
  });
});

describe('lines', () => {
  it.each([
    ['scheme', SOURCE, "if (scheme === 'hmac') {}", /scheme table/],
    ['infer', SOURCE, 'type A<T> = T extends (infer R)[] ? R : never;', /generics/],
    ['I-interface', SOURCE, 'interface IStore {}', /name the need/],
    ['Impl', SOURCE, 'class StoreImpl {}', /name the need/],
    ['secret', SOURCE, 'if (clientSecret !== given) {}', /constant time/],
    ['signature', SOURCE, 'return token.signature === wanted;', /constant time/],
    ['suppression', 'apps/x/a.ts', '// oxlint-disable-next-line no-console', /say why/],
    ['expected error', 'apps/x/a.ts', '// @ts-expect-error', /say why/],
    ['only', 'apps/x/a.test.ts', "it.only('works', () => {});", /every test runs/],
    ['skip', 'tools/a.test.mjs', "describe.skip('works', () => {});", /every test runs/],
    ['todo', 'tools/a.test.mjs', "it.todo('works');", /every test runs/],
    ['TODO', 'docs/a.md', 'TODO: write', /do it/],
    ['FIXME', 'a.json', '"FIXME"', /do it/],
    ['home', 'docs/a.md', 'see `/home/ann/x`', /one machine/],
    ['root', 'a.ts', `read('${pathOf('root')}')`, /one machine/],
    ['mount', 'a.yml', `path: ${pathOf('work')}`, /one machine/],
    ['file URL', 'a.md', `(file://${pathOf('work')})`, /one machine/],
    ['address', 'package-lock.json', '"resolved": "https://example.com/a.tgz"', /download address/],
  ])('reports %s', (_name, path, line, message) => {
    const findings = forbiddenIn({ [path]: `\n${line}\n` });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(message);
    expect(findings[0]).toContain(`${path}:2 `);
  });

  it('accepts what only looks similar', () => {
    const source = [
      'if (secret === undefined || signature !== null) {}',
      "if (typeof secret === 'string' || signatureLength !== 32) {}",
      '// oxlint-disable-next-line no-console -- because this is the log',
      '// @ts-expect-error: a caller without types',
      'inferred; describeTodo();',
    ];
    const lockfile = '"resolved": "packages/x", "link": true';
    const page = `https://example.com/home/ann and .${pathOf('work')}`;
    expect(
      forbiddenIn({ [SOURCE]: source.join('\n'), 'package-lock.json': lockfile, 'a.md': page }),
    ).toEqual([]);
  });
});

describe('the test beside each source file', () => {
  const message = 'packages/x/src/wire/reader.ts:1 write packages/x/src/wire/reader.test.ts';

  it('is missed', () => {
    expect(forbiddenIn({ 'packages/x/src/wire/reader.ts': CODE })).toEqual([message]);
  });

  it('is found', () => {
    const files = { 'packages/x/src/reader.ts': CODE, 'packages/x/src/reader.test.ts': '' };
    expect(forbiddenIn(files)).toEqual([]);
  });

  it('is not wanted for lists, errors, tables and declarations', () => {
    const names = ['index.ts', 'errors.ts', 'service-table.ts', 'globals.d.ts'];
    const files = Object.fromEntries(names.map((name) => [`packages/x/src/${name}`, CODE]));
    expect(forbiddenIn(files)).toEqual([]);
  });

  it('is not wanted where there are only types and constants', () => {
    const path = 'packages/x/src/reader.ts';
    const types =
      "import type { A } from './a.js';\n/** A. */\nexport interface B { a: A }\ntype C = B;\nexport const ONE = 1;\n";
    expect(forbiddenIn({ [path]: types })).toEqual([]);
    expect(forbiddenIn({ [path]: `${types}const one = Number('1');\n` })).toHaveLength(1);
    expect(forbiddenIn({ [path]: "import './a.js';\n" })).toHaveLength(1);
  });

  it('is one for a feature, and one for all migrations', () => {
    const feature = 'packages/platform/src/features/projects';
    const storage = 'packages/platform/src/storage';
    const files = { [`${feature}/list.ts`]: CODE, [`${storage}/migrations/0001-a.ts`]: CODE };
    expect(forbiddenIn(files)).toHaveLength(2);
    const tests = { [`${feature}/operations.test.ts`]: '', [`${storage}/migrate.test.ts`]: '' };
    expect(forbiddenIn({ ...files, ...tests })).toEqual([]);
    const others = {
      [`${feature}-2/operations.test.ts`]: '',
      'packages/x/src/migrate.test.ts': '',
    };
    expect(forbiddenIn({ ...files, ...others })).toHaveLength(2);
  });
});

describe('which files are read', () => {
  it('is those in git and those not yet added, but not ignored or deleted ones', () => {
    const root = plantTree({ '.gitignore': 'ignored.md', 'gone.md': 'TODO', 'old.md': 'TODO' });
    const git = (...args) => execFileSync('git', args, { cwd: root });
    git('init', '--quiet');
    git('add', 'old.md', 'gone.md');
    addFiles(root, { 'new.md': 'TODO', 'ignored.md': 'TODO' });
    rmSync(join(root, 'gone.md'));
    expect(findForbidden(root).map(({ path }) => path)).toEqual(['new.md', 'old.md']);
  });

  it('is, without git, everything but what is installed and built', () => {
    const folders = ['node_modules/a', 'packages/x/dist', 'coverage', 'docs'];
    const files = Object.fromEntries(folders.map((folder) => [`${folder}/a.md`, 'TODO']));
    expect(findForbidden(plantTree(files)).map(({ path }) => path)).toEqual(['docs/a.md']);
  });
});
