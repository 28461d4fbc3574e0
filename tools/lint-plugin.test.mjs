import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './findings.mjs';
import { copyHere, plantTree } from './planted-tree.mjs';

const BINARIES = join(ROOT, 'node_modules/.bin');
const OXLINT = join(ROOT, 'node_modules/oxlint/bin/oxlint');
const CONFIGURATION = ['.oxlintrc.json', 'tools/lint-plugin.mjs', 'tsconfig.base.json'];
const TSCONFIG = JSON.stringify({ extends: './tsconfig.base.json', include: ['packages', 'apps'] });

/** Runs the real oxlint with the configuration of this repository and lists `path rule`. */
const lint = (files) => {
  const root = plantTree({
    ...files,
    'tsconfig.json': TSCONFIG,
    'packages/globals.d.ts': GLOBALS,
  });
  copyHere(root, CONFIGURATION);
  const args = [OXLINT, '--type-aware', '--format=json', ...Object.keys(files)];
  // oxlint looks for its type checker in the path.
  const env = { ...process.env, PATH: [BINARIES, process.env.PATH].join(delimiter) };
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  // Not JSON: oxlint could not run, and says why.
  if (!stdout.startsWith('{')) throw new TypeError(stdout);
  return JSON.parse(stdout).diagnostics.map(({ filename, code }) => `${filename} ${code}`);
};

/** What the runtime brings, for the rules that look at types. */
const GLOBALS = `declare const crypto: { getRandomValues(into: Uint8Array): Uint8Array; subtle: unknown };
declare const process: { argv: string[]; env: Record<string, string> };
`;

/** One faulty line for each rule, in a file of its own, or in the file that is named first. */
const FAULTS = [
  ['stagedoor(coded-errors)', "export function f(): void {\n  throw new TypeError('x');\n}\n"],
  ['stagedoor(coded-errors)', "export function f(): void {\n  throw Error('x');\n}\n"],
  ['stagedoor(no-export-star)', "export * from './first.js';\n"],
  ['stagedoor(no-export-star)', "export * as first from './first.js';\n"],
  ['stagedoor(unit-in-name)', 'export const ttl = 60;\n'],
  ['stagedoor(unit-in-name)', 'export const CLOCK_SKEW = 60;\n'],
  ['stagedoor(unit-in-name)', 'export interface A {\n  readonly expiresIn: number;\n}\n'],
  ['stagedoor(unit-in-name)', 'export class A {\n  readonly timeout: number = 1;\n}\n'],
  ['stagedoor(unit-in-name)', 'export function f(maxAge: number): number {\n  return maxAge;\n}\n'],
  ['stagedoor(unit-in-name)', 'export function f(delay = 3): number {\n  return delay;\n}\n'],
  ['eslint(no-restricted-globals)', 'export const now: Date = new Date();\n'],
  ['eslint(no-restricted-globals)', "export const a: unknown = Buffer.from('a');\n"],
  ['eslint(no-restricted-globals)', 'export const a: unknown = process.argv;\n'],
  ['eslint(no-restricted-globals)', 'export const a: unknown = crypto.subtle;\n'],
  ['eslint(no-restricted-properties)', 'export const a: number = Math.random();\n'],
  ['import(no-default-export)', 'const a = 1;\nexport default a;\n'],
  ['stagedoor(no-barrel)', "export { a } from './first.js';\n"],
  ['typescript(no-explicit-any)', 'export const a: any = 1;\n'],
  ['typescript(no-non-null-assertion)', "export const a: string = 'a'.split('')[0]!;\n"],
  [
    'typescript(no-unsafe-type-assertion)',
    'export const a = (b: unknown): string => b as string;\n',
  ],
  [
    'typescript(no-floating-promises)',
    'export function f(p: Promise<void>): void {\n  p.catch;\n  p;\n}\n',
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    "export function f(a: 'b' | 'c'): void {\n  switch (a) {\n    case 'b':\n  }\n}\n",
  ],
  ['typescript(only-throw-error)', "export function f(): void {\n  throw 'a';\n}\n"],
  ['unicorn(filename-case)', 'export const a = 1;\n', 'packages/token/src/aFile.ts'],
  [
    'node(no-process-env)',
    'export const a: unknown = process.env;\n',
    'packages/token-server/src/a.ts',
  ],
  [
    'eslint(no-restricted-globals)',
    'export const a: unknown = Buffer;\n',
    'packages/token-server/src/b.ts',
  ],
  [
    'eslint(no-restricted-globals)',
    'export const a: unknown = process;\n',
    'packages/token-server/src/node-a.ts',
  ],
  [
    'eslint(no-restricted-properties)',
    'export const a: number = Date.now();\n',
    'apps/stagedoor/src/a.ts',
  ],
  [
    'eslint(no-restricted-properties)',
    'export const a: number = Date.now();\n',
    'packages/token-server/src/a.test.ts',
  ],
  [
    'eslint(no-restricted-properties)',
    'export const a: number = Math.random();\n',
    'packages/token/src/ambient.ts',
  ],
  ['eslint(no-console)', "console.log('a');\n", 'apps/stagedoor/src/b.ts'],
].map(([rule, text, path], index) => [rule, text, path ?? `packages/token/src/fault-${index}.ts`]);

const FIRST = 'export const a = 1;\n';
const SECOND = 'export const b = 1;\n';
const LIST = "export { a } from './first.js';\nexport { b } from './second.js';\n";

/** What is allowed where it stands, and nowhere else. */
const ALLOWED = {
  'packages/token/src/first.ts': FIRST,
  'packages/token/src/second.ts': SECOND,
  'packages/token/src/index.ts': LIST,
  'packages/token-server/src/first.ts': FIRST,
  'packages/token-server/src/second.ts': SECOND,
  'packages/token-server/src/node-b.ts': `export const c: unknown = Buffer;\n`,
  'packages/token/src/parse-a.ts': 'export const parseA = (b: unknown): string => b as string;\n',
  'packages/token/src/ambient.ts':
    'export const now = (): number => Date.now();\nexport const draw = (): unknown => crypto.getRandomValues(new Uint8Array(4));\n',
  'packages/token/src/units.ts':
    'export const ttlSeconds = 60;\nexport const SKEW_SECONDS = 1;\nconst expiresAt = 1;\nexport const text = (window: string): string => `${window}${expiresAt}`;\n',
  'packages/token/src/first.test.ts':
    "export const bytes: unknown = Buffer.from('a');\nexport const fail = (): never => {\n  throw new Error('a'.split('')[0]!.trim());\n};\n",
  'apps/stagedoor/src/main.ts': 'export const now = (): number => Date.now();\n',
  'apps/stagedoor/src/read-environment.ts': 'export const home: unknown = process.env;\n',
  'bench/src/main.ts': 'console.log(performance.now(), Date.now());\n',
  'vitest.config.ts': 'export default {};\n',
};

describe('the lint rules', () => {
  let found = [];
  beforeAll(() => {
    const planted = FAULTS.map(([, text, path]) => [path, text]);
    found = lint(Object.fromEntries(planted));
  });

  it.each(FAULTS)('%s reports %j', (rule, _text, path) => {
    expect(found).toContain(`${path} ${rule}`);
  });

  it('accept what is allowed where it stands', () => {
    expect(lint(ALLOWED)).toEqual([]);
  });
});
