/** The packages that are published, and what of them goes to the registry. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './setup.mjs';

/** Folder and manifest of each package in packages/ that is not private, sorted by folder. */
export const listPublished = (root) => {
  const base = join(root, 'packages');
  const folders = existsSync(base) ? readdirSync(base).toSorted() : [];
  return folders
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
    }))
    .filter(({ manifest }) => manifest.private !== true);
};

/** The entries of a package: `{ subpath: './006', types: 'dist/006.d.ts' }`; `types` is undefined where none is named. */
export const listEntries = ({ exports = {} }) =>
  Object.entries(exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, target]) => ({ subpath, types: withoutDot(target?.types) }));

/** `./dist/a.js` is `dist/a.js`. */
export const withoutDot = (path) => path?.replace(/^\.\//, '');

/** Paths of the files that `npm pack` would put into the package: relative to its folder, sorted. Packs nothing. */
export const listPacked = (root, folder) => {
  const [program, ...first] = npmCommand();
  const { status, stdout, stderr } = spawnSync(program, [...first, 'pack', '--dry-run', '--json'], {
    cwd: join(root, folder),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`npm pack failed in ${folder}:\n${stderr}`);
  return JSON.parse(stdout)[0]
    .files.map(({ path }) => path)
    .toSorted();
};
