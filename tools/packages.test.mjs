import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFinding } from './findings.mjs';
import { packLicense } from './pack-license.mjs';
import { checkPackages } from './packages.mjs';
import { plantTree } from './planted-tree.mjs';
import { listEntries, listPublished } from './published-packages.mjs';

const MANIFEST = {
  name: '@x/token',
  version: '1.0.0',
  license: 'Apache-2.0',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20' },
  files: ['dist'],
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
};
const MAP = { version: 3, sources: ['../src/index.ts'], sourcesContent: ['export {};'] };

const packageFiles = (manifest = MANIFEST) => ({
  'packages/x/package.json': JSON.stringify(manifest),
  'packages/x/README.md': '# x\n',
  'packages/x/LICENSE': 'free\n',
  'packages/x/src/index.ts': 'export const one = 1;\n',
  'packages/x/dist/index.js': 'export const one = 1;\n',
  'packages/x/dist/index.js.map': JSON.stringify(MAP),
  'packages/x/dist/index.d.ts': 'export declare const one = 1;\n',
});

const findingsIn = async (changes = {}, gone = []) => {
  const root = plantTree({ ...packageFiles(), ...changes });
  for (const path of gone) rmSync(join(root, path));
  return (await checkPackages(root)).map(formatFinding);
};
const withManifest = (changes) => ({
  'packages/x/package.json': JSON.stringify({ ...MANIFEST, ...changes }),
});

describe('the packages', () => {
  it('are fine as they should be, and private ones are not asked', async () => {
    const files = { 'packages/y/package.json': '{"name":"y","private":true}' };
    expect(await findingsIn(files)).toEqual([]);
  });

  it.each([
    ['side effects', { sideEffects: undefined }, /declare "sideEffects": false/],
    ['the licence', { license: undefined }, /declare the licence/],
    ['Node.js', { engines: {} }, /declare the oldest Node\.js/],
    [
      'the types of an entry',
      { exports: { '.': { default: './dist/index.js' } } },
      /exports\["\."\] has no types/,
    ],
    [
      'a file that is not packed',
      {
        exports: {
          ...MANIFEST.exports,
          './old': { types: './dist/old.d.ts', default: './dist/old.js' },
        },
      },
      /exports names \.\/dist\/old\.js, which is not in the package/,
    ],
  ])('report a manifest without %s', async (_name, changes, message) => {
    const findings = await findingsIn(withManifest(changes));
    expect(findings.join('\n')).toMatch(message);
    expect(findings[0]).toMatch(/^packages\/x\/package\.json:1 /);
  });

  it.each(['README.md', 'LICENSE'])('report that %s is not in them', async (name) => {
    expect(await findingsIn({}, [`packages/x/${name}`])).toEqual([
      `packages/x/${name}:1 this is not in the package`,
    ]);
  });

  it.each([
    ['tests', 'dist/index.test.js', ['src/index.test.ts']],
    ['the notes of the compiler', 'dist/.tsbuildinfo', []],
    ['maps of declarations', 'dist/index.d.ts.map', []],
  ])('report %s in them', async (_name, path, sources) => {
    const files = [path, ...sources].map((name) => [`packages/x/${name}`, JSON.stringify(MAP)]);
    expect(await findingsIn(Object.fromEntries(files))).toEqual([
      `packages/x/${path}:1 this does not belong into the package`,
    ]);
  });

  it('report sources in them', async () => {
    const findings = await findingsIn(withManifest({ files: ['dist', 'src'] }));
    expect(findings).toEqual(['packages/x/src/index.ts:1 this does not belong into the package']);
  });

  it('report what was built from a source that is gone', async () => {
    expect(await findingsIn({ 'packages/x/dist/old.js': 'export {};\n' })).toEqual([
      'packages/x/dist/old.js:1 built from a source that is gone: delete dist/, build',
    ]);
  });

  it('report a map that only names its sources', async () => {
    const map = JSON.stringify({ ...MAP, sourcesContent: undefined });
    expect(await findingsIn({ 'packages/x/dist/index.js.map': map })).toEqual([
      'packages/x/dist/index.js.map:1 this map names sources that are not in the package',
    ]);
  });

  it('report what publint says', async () => {
    const files = { 'packages/x/dist/index.js': 'module.exports = { one: 1 };\n' };
    expect((await findingsIn(files)).join('\n')).toMatch(/publint: .*written in CJS/);
  });

  it('report what arethetypeswrong says', async () => {
    const files = {
      'packages/x/dist/index.d.ts': "export { one } from './gone.js';\nexport default 1;\n",
    };
    expect((await findingsIn(files)).join('\n')).toMatch(
      /arethetypeswrong: InternalResolutionError/,
    );
  });
});

describe('the list of published packages', () => {
  it('is sorted, and without private ones', () => {
    const root = plantTree({
      'packages/b/package.json': '{"name":"b"}',
      'packages/a/package.json': '{"name":"a"}',
      'packages/c/package.json': '{"name":"c","private":true}',
      'packages/d/notes.md': '',
    });
    expect(listPublished(root).map(({ folder }) => folder)).toEqual(['packages/a', 'packages/b']);
    expect(listPublished(plantTree({}))).toEqual([]);
  });

  it('knows the entries of each', () => {
    const exports = {
      ...MANIFEST.exports,
      './x': './dist/x.js',
      './package.json': './package.json',
    };
    expect(listEntries({ exports })).toEqual([
      { subpath: '.', types: 'dist/index.d.ts' },
      { subpath: './x', types: undefined },
    ]);
  });
});

describe('the licence', () => {
  it('is brought for packing, and taken away again', () => {
    const root = plantTree({ LICENSE: 'free\n', 'packages/x/package.json': '{}' });
    const folder = join(root, 'packages/x');
    packLicense(folder, { root });
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe('free\n');
    packLicense(folder, { root, isRemoved: true });
    expect(existsSync(join(folder, 'LICENSE'))).toBe(false);
  });
});
