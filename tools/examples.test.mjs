/** The examples that need nothing but this Node.js, and that a fault of an example is found. `npm run examples` runs all. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLES } from './example-table.mjs';
import { runExamples } from './examples.mjs';
import { ROOT } from './findings.mjs';
import { tryExample } from './try-example.mjs';

const setup = { root: ROOT, program: process.execPath };
const onThisNode = EXAMPLES.filter(({ runtime }) => runtime === undefined);

const folders = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the examples, inside of the repository so that they find their packages. */
const copyExamples = () => {
  const cache = join(ROOT, 'node_modules/.cache/stagedoor');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, 'examples-'));
  folders.push(root);
  cpSync(join(ROOT, 'examples'), join(root, 'examples'), { recursive: true });
  return root;
};

const edit = (path, change) => {
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
};

const exampleNamed = (wanted) => EXAMPLES.find(({ name }) => name === wanted);

describe('the examples', () => {
  it('are one for each folder that is a server', () => {
    const servers = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() && !/^(policies|oidc-login|node_modules|dist)$/.test(entry.name),
      )
      .map(({ name }) => name);
    expect(new Set(EXAMPLES.map(({ name }) => name))).toEqual(new Set(servers));
    expect(EXAMPLES.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(onThisNode)(
    '$name gives tokens to callers, as far as the policy goes',
    async (example) => {
      const { passed, failures } = await tryExample(example, setup);
      expect(failures).toEqual([]);
      expect(passed).toBeGreaterThan(6);
    },
  );

  it('are found out where one lets everybody in', async () => {
    const root = copyExamples();
    edit(join(root, 'examples/token-server.js'), (text) =>
      text
        .replace('  apiKeyCallers,', '  anonymousCallers,\n  apiKeyCallers,')
        .replace(/callers: \[(.*)\],/, 'callers: [$1, anonymousCallers],'),
    );
    edit(join(root, 'examples/policy.json'), (text) =>
      text.replace(
        /"callers": .*\n/,
        '"callers": [{ "kind": "anonymous" }, { "kind": "api-key" }],\n',
      ),
    );
    const { failures } = await tryExample(exampleNamed('lambda'), { ...setup, root });
    expect(failures).toMatchObject([{ name: 'no key', wanted: '401 caller_missing' }]);
  });

  it('are found out where one gives what it is asked for', async () => {
    const root = copyExamples();
    edit(join(root, 'examples/policy.json'), (text) => text.replace('room-*', '*'));
    const { failures } = await tryExample(exampleNamed('node'), { ...setup, root });
    expect(failures).toMatchObject([{ name: 'outside of the policy', got: '200 undefined' }]);
  });

  it('are found out where one does not start, with what it says', async () => {
    const root = copyExamples();
    edit(
      join(root, 'examples/express/server.js'),
      (text) => `throw new Error('no luck');\n${text}`,
    );
    const { lines, failed } = await runExamples([exampleNamed('express')], { root });
    expect(failed).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^express: ended with 1: /));
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
  });

  it('count as failed in CI where their runtime is missing, and elsewhere do not', async () => {
    const example = { ...exampleNamed('node'), runtime: 'Chromium' };
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      expect(await runExamples([example], { root: ROOT })).toMatchObject({ failed: 0 });
      expect(await runExamples([example], { root: ROOT, isStrict: true })).toMatchObject({
        failed: 1,
      });
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('the example of a login', () => {
  it('goes from a login to a token and into a channel', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['examples/oidc-login/main.js'],
      {
        cwd: ROOT,
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const [, ...people] = stdout.split('\n\n').map((part) => part.trimEnd().split('\n'));
    const told = people.map(([name, ...lines]) => [name, ...lines.map((line) => line.slice(17))]);
    const all = 'joinChannel, publishAudioStream, publishVideoStream, publishDataStream';
    const got = expect.stringMatching(/^class-algebra, uid [1-9]\d*, until /);
    expect(told).toEqual([
      ['ada', expect.stringContaining('role teacher'), got, all, all, '403 not_granted'],
      [
        'blaise',
        expect.stringContaining('role student'),
        got,
        'joinChannel',
        'joinChannel',
        '403 not_granted',
      ],
      ['somebody', '401 jwt_malformed'],
    ]);
  });
});
