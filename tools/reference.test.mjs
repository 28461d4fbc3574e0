import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatFinding } from './findings.mjs';
import { addFiles, plantTree } from './planted-tree.mjs';
import { checkReference, writeReference } from './reference.mjs';

const PAGE = 'docs/reference/token/index.md';
const entry = (name) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
const FILES = {
  'packages/token/package.json': JSON.stringify({
    name: '@x/token',
    exports: { '.': entry('index'), './006': entry('006') },
  }),
  'packages/token/tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2023', module: 'nodenext', types: [], rootDir: 'src' },
    include: ['src'],
  }),
  'packages/token/src/index.ts':
    '/** Counts to one. */\nexport function one(): 1 {\n  return 1;\n}\n',
  'packages/token/src/006.ts': '/** Counts to six. */\nexport const six = 6;\n',
};

const findingsIn = async (root) => (await checkReference(root)).map(formatFinding);

it('has a page for each entry, says what the comments say, and follows them', async () => {
  const root = plantTree(FILES);
  expect(await findingsIn(root)).toContain(`${PAGE}:1 missing: npm run reference writes it`);
  await writeReference(root);
  expect(await findingsIn(root)).toEqual([]);
  expect(readFileSync(join(root, PAGE), 'utf8')).toMatch(/^# @x\/token\n[^]*Counts to one\./);
  expect(readFileSync(join(root, 'docs/reference/token/006.md'), 'utf8')).toMatch(
    /^# @x\/token\/006\n[^]*Counts to six\./,
  );
  const page = readFileSync(join(root, PAGE), 'utf8');
  writeFileSync(join(root, PAGE), page.replace('Counts to one.', 'Counts to two.'));
  addFiles(root, { 'docs/reference/token/005.md': '' });
  expect(await findingsIn(root)).toEqual([
    'docs/reference/token/005.md:1 generated from what is gone: npm run reference removes it',
    expect.stringMatching(
      /^docs\/reference\/token\/index\.md:\d+ out of date from here on: npm run reference$/,
    ),
  ]);
});
