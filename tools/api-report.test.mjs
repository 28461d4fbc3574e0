import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkApiReports, writeApiReports } from './api-report.mjs';
import { formatFinding } from './findings.mjs';
import { addFiles, plantTree } from './planted-tree.mjs';

const REPORT = 'docs/reference/api/x.api.md';
const MANIFEST = {
  name: '@x/x',
  version: '1.0.0',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './more': { types: './dist/more.d.ts', default: './dist/more.js' },
  },
};
const FILES = {
  'packages/x/package.json': JSON.stringify(MANIFEST),
  'packages/x/tsconfig.json': '{}',
  'packages/x/dist/index.d.ts':
    "import type { Inner } from './inner.js';\nexport declare function one(inner: Inner): 1;\n",
  'packages/x/dist/inner.d.ts': 'export interface Inner {\n    readonly depth: number;\n}\n',
  'packages/x/dist/more.d.ts': 'export declare const two = 2;\n',
};

const checkedIn = () => {
  const root = plantTree(FILES);
  expect(writeApiReports(root)).toEqual([]);
  return root;
};
const findingsIn = (root) => checkApiReports(root).map(formatFinding);

it('are written for every entry, and then hold', () => {
  const root = checkedIn();
  expect(findingsIn(root)).toEqual([]);
  const report = readFileSync(join(root, REPORT), 'utf8');
  expect(report).toContain('export function one(inner: Inner): 1;');
  expect(report).toContain('interface Inner');
  expect(readFileSync(join(root, 'docs/reference/api/x-more.api.md'), 'utf8')).toContain('two = 2');
});

it('show a change of what is public, and of what that is made of', () => {
  const root = checkedIn();
  addFiles(root, { 'packages/x/dist/inner.d.ts': 'export interface Inner {}\n' });
  expect(findingsIn(root)).toEqual([
    expect.stringMatching(
      /^docs\/reference\/api\/x\.api\.md:\d+ out of date from here on: npm run api$/,
    ),
  ]);
});

it('are missed, and are not kept for entries that are gone', () => {
  const root = checkedIn();
  const { './more': _, ...exports } = MANIFEST.exports;
  addFiles(root, {
    'packages/x/package.json': JSON.stringify({ ...MANIFEST, exports }),
    'packages/y/package.json': JSON.stringify({ ...MANIFEST, name: '@x/y', exports }),
    'packages/y/dist/index.d.ts': 'export declare const three = 3;\n',
  });
  expect(findingsIn(root)).toEqual([
    'docs/reference/api/x-more.api.md:1 generated from what is gone: npm run api removes it',
    'docs/reference/api/y.api.md:1 missing: npm run api writes it',
  ]);
  expect(writeApiReports(root)).toEqual([]);
  expect(findingsIn(root)).toEqual([]);
});

it('cannot be made of what is not built', () => {
  const root = plantTree({ 'packages/x/package.json': FILES['packages/x/package.json'] });
  expect(findingsIn(root)).toContain('packages/x/dist/index.d.ts:1 the types of . are not built');
});

it('cannot be made of declarations that cannot be read', () => {
  const root = plantTree({
    ...FILES,
    'packages/x/dist/more.d.ts': 'export declare const two: ;\n',
  });
  expect(writeApiReports(root).map(formatFinding).join('\n')).toMatch(
    /^packages\/x\/dist\/more\.d\.ts:1 \S/,
  );
  expect(existsSync(join(root, REPORT))).toBe(false);
});
