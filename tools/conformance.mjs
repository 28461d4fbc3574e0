/**
 * `npm run conformance`: installs what is missing, then runs the conformance tests. `-- rest-auth` runs those in
 * conformance/rest-auth alone; what begins with a hyphen goes to vitest.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, ROOT } from './findings.mjs';
import { ensureInstalled, setUp } from './setup.mjs';

const FOLDER = 'conformance';

/** The arguments of `vitest run` for these arguments: names become paths, which choose the files that begin with them. */
export const toVitestArgs = (args, root = ROOT) => {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const names = args.filter((arg) => !arg.startsWith('-'));
  return [...(names.length === 0 ? [FOLDER] : names.map((name) => toPath(name, root))), ...flags];
};

/** With the slash of a folder, so that one whose name is the beginning of another's runs alone. */
const toPath = (name, root) => {
  const path = `${FOLDER}/${name.replace(/\/+$/, '')}`;
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ? `${path}/` : path;
};

const runTests = (args) => {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: ROOT, stdio: 'inherit' };
  return spawnSync(process.execPath, [vitest, 'run', ...toVitestArgs(args)], options).status ?? 1;
};

const main = () => (setUp(ROOT, [ensureInstalled]) ? runTests(process.argv.slice(2)) : 1);

if (isMain(import.meta.url)) process.exitCode = main();
