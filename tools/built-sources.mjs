/** Whether the sources are still those of the last build. Uses only what Node.js brings, and reads no source. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCKFILE } from './installed-packages.mjs';

/** A fingerprint of the sources of the last build. */
const BUILT = 'node_modules/.cache/stagedoor/built';

/** Whether the last build was made from these sources and is still there. */
export const isBuilt = (root, sources) =>
  existsSync(join(root, BUILT)) &&
  readFileSync(join(root, BUILT), 'utf8') === sources &&
  hasAllOutputs(root);

/** Remembers from which sources the last build was made. */
export const markBuilt = (root, sources) => {
  mkdirSync(dirname(join(root, BUILT)), { recursive: true });
  writeFileSync(join(root, BUILT), sources);
};

const unitFolders = (root) =>
  ['packages', 'apps']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .concat('bench', 'runtimes')
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));

/** Whether nobody has deleted what was built. */
export const hasAllOutputs = (root) =>
  unitFolders(root).every((folder) => existsSync(join(root, folder, 'dist')));

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** A fingerprint of names, times and sizes: a change, a new file and a deleted one all show. */
export const fingerprintSources = (root) => {
  const configurations = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
  const units = unitFolders(root).map((folder) => join(root, folder));
  const paths = [
    ...[LOCKFILE, ...configurations].map((name) => join(root, name)),
    ...units.flatMap((unit) => [join(unit, 'tsconfig.json'), join(unit, 'package.json')]),
    ...units
      .map((unit) => join(unit, 'src'))
      .filter(existsSync)
      .flatMap(filesBelow),
  ];
  const facts = paths.filter(existsSync).map((path) => {
    const { mtimeMs, size } = statSync(path);
    return `${path} ${mtimeMs} ${size}`;
  });
  return createHash('sha256').update(facts.join('\n')).digest('hex');
};
