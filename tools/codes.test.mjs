import { expect, it } from 'vitest';
import { checkCodes } from './codes.mjs';
import { formatFinding } from './findings.mjs';
import { plantTree } from './planted-tree.mjs';

const PAGE = `# token_expired

## What happened

It expired.

## Why

\`\`\`sh
# a comment, not a title
\`\`\`

## What to do

Ask for a new one.

## On the wire

Status 401.
`;
const CLEAN = {
  'packages/x/src/errors.ts': "class A extends Error {\n  readonly code = 'token_expired';\n}\n",
  'docs/errors/token_expired.md': PAGE,
  'docs/errors/README.md': '# Errors\n',
};

const codesOf = (changes) => checkCodes(plantTree({ ...CLEAN, ...changes })).map(formatFinding);

it('accepts a code with a complete page, and an index of pages', () => {
  expect(codesOf({})).toEqual([]);
});

it('accepts a title in backticks', () => {
  const page = PAGE.replace('# token_expired', '# `token_expired`');
  expect(codesOf({ 'docs/errors/token_expired.md': page })).toEqual([]);
});

it('reports a code without a page', () => {
  expect(
    codesOf({
      'apps/y/src/errors.ts': "class B {\n  override readonly code: string = 'lost';\n}\n",
    }),
  ).toEqual(['apps/y/src/errors.ts:2 write docs/errors/lost.md for this code']);
});

it('reports a page without a code', () => {
  const page = PAGE.replace('token_expired', 'lost');
  expect(codesOf({ 'docs/errors/lost.md': page })).toEqual([
    "docs/errors/lost.md:1 no class has the code 'lost'",
  ]);
});

it('reports a code that two classes declare', () => {
  const twin = "class B {\n  readonly code = 'token_expired';\n}";
  expect(codesOf({ 'packages/x/src/other-errors.ts': twin })).toEqual([
    "packages/x/src/other-errors.ts:2 code 'token_expired' is also declared at packages/x/src/errors.ts:2",
  ]);
});

it('lets two packages share a code and its page', () => {
  const twin = "class B {\n  readonly code = 'token_expired';\n}";
  expect(codesOf({ 'packages/y/src/errors.ts': twin })).toEqual([]);
});

it('reports a code that is not snake_case', () => {
  expect(codesOf({ 'packages/y/src/errors.ts': "class B {\n  code = 'Lost';\n}" })).toContain(
    "packages/y/src/errors.ts:2 code 'Lost' is not snake_case",
  );
});

it.each([
  ['## Why', "the section '## Why' is missing"],
  ['## On the wire', "the section '## On the wire' is missing"],
  ['# token_expired', "the first line must be '# token_expired'"],
])('reports a page without %s', (heading, message) => {
  const page = PAGE.replace(heading, '## Other');
  expect(codesOf({ 'docs/errors/token_expired.md': page })).toEqual([
    `docs/errors/token_expired.md:1 ${message}`,
  ]);
});

it('reports a section without text', () => {
  const page = PAGE.replace('It expired.\n', '');
  expect(codesOf({ 'docs/errors/token_expired.md': page })).toEqual([
    "docs/errors/token_expired.md:3 the section '## What happened' is empty",
  ]);
});

it('does not take tests, comparisons and variables for declarations', () => {
  const text = "const code = 'a';\nif (error.code === 'b') {}\nconst c = { code: 'd' };\n";
  expect(
    codesOf({ 'packages/x/src/a.ts': text, 'packages/x/src/b.test.ts': "  code = 'e';" }),
  ).toEqual([]);
});
