/** The guide to policies: its documents can be used, and its commands print what is shown. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'apps/stagedoor/bin/stagedoor.js');
const GUIDE = readFileSync(join(ROOT, 'docs/guide/token-policies.md'), 'utf8');

const blocksOf = (language: string): readonly string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\n(?<text>[^]*?)^\`\`\``, 'gm'))].map(
    ({ groups }) => groups?.['text'] ?? '',
  );

/** A command of one or more lines, and what is shown below it. */
function readConsole(text: string): readonly [command: string, shown: string] {
  const lines = text.split('\n');
  const last = lines.findIndex((line) => !line.endsWith('\\'));
  return [
    lines
      .slice(0, last + 1)
      .join('\n')
      .replace(/^\$ /, ''),
    lines.slice(last + 1).join('\n'),
  ];
}

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-policies-'));
  for (const [index, name] of ['policy.json', 'tests.json'].entries()) {
    writeFileSync(join(folder, name), blocksOf('json')[index] ?? '');
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each(blocksOf('console').map(readConsole))('%s', (command, shown) => {
  const npx = `npx() { shift; '${process.execPath}' '${PROGRAM}' "$@"; }`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', `${npx}\n${command}`], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect([stdout, stderr]).toEqual([shown, '']);
});

it('has no document that is not used by a command', () => {
  expect([blocksOf('json').length, blocksOf('console').length]).toEqual([2, 2]);
});

it('names the examples that there are', () => {
  const folders = readdirSync(join(ROOT, 'examples/policies'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const named = [...GUIDE.matchAll(/^\| `(?<name>[\w-]+)` +\| /gm)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  expect(folders.filter((name) => !named.includes(name))).toEqual([]);
});
