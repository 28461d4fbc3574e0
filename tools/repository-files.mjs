/** Which files belong to the repository, whether it is a git checkout or an unpacked archive. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What no checkout contains: installed, generated, or private to one machine. */
const NEVER_LISTED = new Set(['node_modules', 'dist', 'coverage', '.git', '.stagedoor']);

/** Paths relative to `root`, with forward slashes, sorted. Uncommitted files count, ignored ones do not. */
export const listFiles = (root) => {
  const files = listWithGit(root) ?? listByWalking(root, '');
  return files.toSorted();
};

/** The lines of a file, for messages that name one. Empty for binary files. */
export const readLines = (root, path) => {
  const text = readFileSync(join(root, path), 'utf8');
  return text.includes('\0') ? [] : text.split('\n');
};

/** Source files that are shipped: not tests, not declarations. */
export const isSource = (path) =>
  /\.(ts|tsx|mjs)$/.test(path) && !/\.(test|d|config)\.(ts|tsx|mjs)$/.test(path);

const listWithGit = (root) => {
  // An archive unpacked inside another repository must not be read with that repository's rules.
  if (!existsSync(join(root, '.git'))) return undefined;
  const command = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const listing = execFileSync('git', command, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return listing.split('\0').filter((path) => isPresent(root, path));
  } catch {
    return undefined; // git is not installed: the walk below answers nearly the same
  }
};

// A file that is deleted but not yet committed is still in git's list.
const isPresent = (root, path) =>
  path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true;

const listByWalking = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NEVER_LISTED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listByWalking(root, path);
      return entry.isFile() && !/\.(tsbuildinfo|tgz)$/.test(path) ? [path] : [];
    });
