/** `npm run examples`: installs and builds what is missing, starts every example, and prints what it does and what not. */
import { join } from 'node:path';
import { EXAMPLES } from './example-table.mjs';
import { isMain, ROOT } from './findings.mjs';
import { ensureBuilt, ensureInstalled, npmCommand, setUp } from './setup.mjs';

/** The runtimes of `npm run runtimes`, from the same folder. */
const openRuntimes = async (root) => {
  const { findRuntime } = await import('../runtimes/dist/find-runtime.js');
  const { RUNTIMES } = await import('../runtimes/dist/runtime-table.js');
  const { runProgram } = await import('../runtimes/dist/run-program.js');
  const machine = {
    platform: `${process.platform}-${process.arch}`,
    path: process.env.PATH ?? '',
    thisNode: process.execPath,
    cache: join(root, 'node_modules/.cache/stagedoor-runtimes'),
    npm: npmCommand(),
    run: runProgram,
  };
  return (name) =>
    findRuntime(
      RUNTIMES.find((each) => each.name === name),
      machine,
    );
};

const thisNode = { kind: 'found', program: process.execPath, version: process.versions.node };

/** One row of the table. */
const judgeExample = async (example, root, find) => {
  const runtime = example.runtime === undefined ? thisNode : await find(example.runtime);
  const title = [example.name, example.runtime ?? 'Node', runtime.version ?? '-'];
  if (runtime.kind === 'missing') {
    return { cells: [...title, `not available: ${runtime.reason}`], state: 'missing', lines: [] };
  }
  try {
    const { tryExample } = await import('./try-example.mjs');
    const start = performance.now();
    const { passed, failures } = await tryExample(example, { root, program: runtime.program });
    const millis = Math.round(performance.now() - start);
    const lines = failures.map(
      ({ name, got, wanted }) => `${example.name}: ${name}: ${got}, and not ${wanted}`,
    );
    const state = failures.length === 0 ? 'good' : 'bad';
    return {
      cells: [...title, `${passed} of ${passed + failures.length}`, `${millis} ms`],
      state,
      lines,
    };
  } catch (error) {
    return {
      cells: [...title, 'failed'],
      state: 'bad',
      lines: [`${example.name}: ${error.message}`],
    };
  }
};

const TITLES = ['example', 'runs on', 'version', 'passed', 'time'];

const layOut = (rows) => {
  const widths = TITLES.map((_, column) =>
    Math.max(...rows.filter((row) => row.length > column + 1).map((row) => row[column].length), 0),
  );
  return rows.map((row) =>
    row.map((cell, at) => cell.padEnd(at === row.length - 1 ? 0 : widths[at])).join('  '),
  );
};

/** Runs them one after the other. In CI one whose runtime is missing counts as failed. */
export const runExamples = async (examples, { root = ROOT, isStrict = false } = {}) => {
  const find = await openRuntimes(root);
  const rows = [];
  for (const example of examples) rows.push(await judgeExample(example, root, find));
  const isGood = ({ state }) => state === 'good' || (state === 'missing' && !isStrict);
  const failed = rows.filter((row) => !isGood(row)).length;
  const table = layOut([TITLES, ...rows.map(({ cells }) => cells)]);
  const lines = [...table, ...rows.flatMap((row) => row.lines)];
  return { lines: [...lines, `${rows.length - failed} passed, ${failed} failed`], failed };
};

const main = async () => {
  if (!setUp(ROOT, [ensureInstalled, ensureBuilt])) return 1;
  const wanted = process.argv.slice(2);
  const chosen = EXAMPLES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const { lines, failed } = await runExamples(chosen, { isStrict: process.env.CI === 'true' });
  console.log(lines.join('\n'));
  return failed === 0 ? 0 : 1;
};

if (isMain(import.meta.url)) process.exitCode = await main();
