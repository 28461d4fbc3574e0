import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './findings.mjs';
import { copyHere, linkHere, plantTree } from './planted-tree.mjs';

const DEPCRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

const packageOf = (name) =>
  JSON.stringify({
    name,
    type: 'module',
    exports: { '.': './dist/index.js', './node': './dist/node.js' },
  });

/** Two packages and an app as npm links them and `tsc -b` builds them. */
const WORKSPACE = {
  'packages/token/package.json': packageOf('@stagedoor/token'),
  'packages/token/src/index.ts': "export { a } from './a.js';",
  'packages/token/src/a.ts': 'export const a = 1;',
  'packages/token/dist/index.js': 'export const a = 1;',
  'packages/rest-auth/src/node.ts': "import 'node:http';",
  'packages/rest-auth/src/fastify-adapter.ts':
    "import 'fastify'; import 'node:crypto'; import './node.js'; import '@stagedoor/token';",
  'packages/token-server/package.json': packageOf('@stagedoor/token-server'),
  'packages/token-server/src/index.ts': "import '@stagedoor/token';",
  'packages/token-server/src/node.ts': "import 'node:http';",
  'packages/token-server/src/node.test.ts': "import 'node:http'; import 'vitest';",
  'packages/token-server/dist/index.js': 'export {};',
  'packages/token-server/dist/node.js': 'export {};',
  'apps/stagedoor/src/main.ts':
    "import '@stagedoor/token'; import '@stagedoor/token-server/node'; import 'commander'; import 'node:fs';",
  'bench/src/main.ts': "import '@stagedoor/token'; import 'agora-token'; import 'node:fs';",
  'conformance/a.test.ts': "import '@stagedoor/token'; import 'vitest'; import './b.js';",
  'conformance/b.ts': 'export {};',
  ...Object.fromEntries(
    ['commander', 'agora-token', 'fastify', 'vitest'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' })],
      [`node_modules/${name}/index.js`, ''],
    ]),
  ),
};

/** Runs the real dependency-cruiser with the rules of this repository and lists `rule: from -> to`. */
const cruise = (files) => {
  const root = plantTree({ ...WORKSPACE, ...files });
  copyHere(root, ['.dependency-cruiser.cjs', 'tsconfig.base.json']);
  linkHere(root, 'node_modules/@stagedoor/token', '../../packages/token');
  linkHere(root, 'node_modules/@stagedoor/token-server', '../../packages/token-server');
  const args = [DEPCRUISE, 'packages', 'apps', 'bench', 'conformance', '--output-type=json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return JSON.parse(stdout).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`,
  );
};

const TOKEN = 'packages/token/src';
const SERVER = 'packages/token-server/src';

const FAULTS = [
  ['no-unresolved', `${TOKEN}/lost.ts`, './gone.js', './gone.js'],
  ['no-cycle', `${TOKEN}/chicken.ts`, './egg.js', `${TOKEN}/egg.ts`],
  ['pure-core', `${TOKEN}/impure.ts`, 'node:crypto', 'crypto'],
  ['pure-core', `${TOKEN}/impure-too.ts`, 'fs', 'fs'],
  ['pure-core', 'packages/rest-auth/src/impure.ts', 'node:os', 'os'],
  [
    'token-is-leaf',
    `${TOKEN}/leaf.ts`,
    '@stagedoor/token-server',
    'packages/token-server/dist/index.js',
  ],
  ['token-is-leaf', `${TOKEN}/branch.ts`, 'commander', 'node_modules/commander/index.js'],
  [
    'token-server-needs-token-only',
    `${SERVER}/more.ts`,
    'commander',
    'node_modules/commander/index.js',
  ],
  [
    'rest-auth-needs-token-only',
    'packages/rest-auth/src/fastify-more.ts',
    'commander',
    'node_modules/commander/index.js',
  ],
  [
    'rest-auth-needs-token-only',
    'packages/rest-auth/src/server.ts',
    '@stagedoor/token-server',
    'packages/token-server/dist/index.js',
  ],
  [
    'fastify-in-adapter-only',
    'packages/rest-auth/src/core.ts',
    'fastify',
    'node_modules/fastify/index.js',
  ],
  [
    'fastify-in-adapter-only',
    'packages/rest-auth/src/middleware/core.ts',
    '../node.js',
    'packages/rest-auth/src/node.ts',
  ],
  ['node-in-adapters-only', `${SERVER}/handler.ts`, 'node:http', 'http'],
  [
    'apps-only-compose',
    `${SERVER}/upward.ts`,
    '../../../apps/stagedoor/src/main.js',
    'apps/stagedoor/src/main.ts',
  ],
  [
    'no-deep-import',
    'apps/stagedoor/src/deep.ts',
    '../../../packages/token/src/a.js',
    `${TOKEN}/a.ts`,
  ],
  [
    'no-deep-import',
    'bench/src/deep.ts',
    '../../packages/token/dist/index.js',
    'packages/token/dist/index.js',
  ],
  [
    'outside-looks-at-packages-only',
    'bench/src/inside.ts',
    '../../apps/stagedoor/src/main.js',
    'apps/stagedoor/src/main.ts',
  ],
  [
    'outside-looks-at-packages-only',
    'conformance/inside.ts',
    'commander',
    'node_modules/commander/index.js',
  ],
];

describe('the rules for imports', () => {
  let found = [];
  beforeAll(() => {
    const planted = FAULTS.map(([, path, specifier]) => [path, `import '${specifier}';`]);
    const egg = {
      [`${TOKEN}/egg.ts`]: "import type { A } from './chicken.js'; export type B = A;",
    };
    found = cruise({ ...egg, ...Object.fromEntries(planted) });
  });

  it.each(FAULTS)('%s stops %s from importing %s', (rule, from, _specifier, to) => {
    expect(found).toContain(`${rule}: ${from} -> ${to}`);
  });

  it('let packages be imported by name', () => {
    expect(cruise({})).toEqual([]);
  });
});
