/** Files that are generated and checked in: compared with what would be generated now, or written. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * One finding for each file of `folder` that is missing, out of date, or generated from something that is gone.
 * `wanted` is a map of texts by paths inside `folder`; `command` is what brings them up to date.
 */
export const compareFiles = (root, folder, wanted, command) => {
  const present = listBelow(join(root, folder));
  const finding = (path, line, message) => ({ path: `${folder}/${path}`, line, message });
  const stale = present
    .filter((path) => !wanted.has(path))
    .map((path) => finding(path, 1, `generated from what is gone: ${command} removes it`));
  const changed = [...wanted].flatMap(([path, text]) => {
    if (!present.includes(path)) return [finding(path, 1, `missing: ${command} writes it`)];
    const line = differingLine(readFileSync(join(root, folder, path), 'utf8'), text);
    return line === 0 ? [] : [finding(path, line, `out of date from here on: ${command}`)];
  });
  return [...stale, ...changed];
};

/** Makes `folder` hold exactly what is wanted. */
export const writeFiles = (root, folder, wanted) => {
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), text);
  }
};

/** Paths of the files below a folder, relative to it, with forward slashes, sorted. None where there is no folder. */
export const listBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .map((path) => path.replaceAll('\\', '/'))
        .toSorted()
    : [];

/** The number of the first line in which two texts differ; 0 where they are the same. */
const differingLine = (text, wanted) => {
  if (text === wanted) return 0;
  const lines = text.split('\n');
  const wantedLines = wanted.split('\n');
  const index = wantedLines.findIndex((line, at) => line !== lines[at]);
  return index === -1 ? wantedLines.length + 1 : index + 1;
};
