/** The numbers of one package, from the facts about its files. */
import { measureSource } from './measure-source.mjs';
import { isSource, listFiles } from './repository-files.mjs';

/** More code lines than this make a function long. */
export const LONG_LINES = 50;
/** No function may have more code lines than this. */
export const MAX_LINES = 100;
const LONG_FILE_LINES = 400;

/** One row for each package and app, and one for these tools. */
export const measurePackages = (root) => {
  const groups = new Map();
  for (const path of listFiles(root).filter(isSource)) {
    const name = packageOf(path);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), path]);
  }
  return [...groups].map(([name, paths]) => summarize(name, root, paths));
};

/** A row as people read it. */
export const toTableRow = (row) => ({
  package: row.name,
  files: row.files.length,
  'fn median': row.median,
  [`fn > ${LONG_LINES} %`]: round(row.longPercent),
  [`fn > ${MAX_LINES} %`]: round(percent(row.functions, ({ count }) => count > MAX_LINES)),
  'fn longest': Math.max(0, ...row.functions.map(({ count }) => count)),
  'file median': median(row.files.map(({ codeCount }) => codeCount)),
  [`files > ${LONG_FILE_LINES} %`]: round(percent(row.files, isLongFile)),
  'comments %': round(row.commentPercent),
  'documented %': round(percent(row.exports, ({ documented }) => documented)),
});

const packageOf = (path) =>
  /^((?:packages|apps)\/[^/]+)\/src\/|^(tools)\//.exec(path)?.slice(1).find(Boolean);

const summarize = (name, root, paths) => {
  const files = paths.map((path) => measureSource(root, path));
  const functions = files.flatMap((file) => file.functions);
  const comments = sum(files.map(({ commentCount }) => commentCount));
  const code = sum(files.map(({ codeCount }) => codeCount));
  return {
    name,
    files,
    functions,
    ports: files.flatMap((file) => file.ports),
    closureSets: files.flatMap((file) => file.closureSets),
    exports: files.flatMap((file) => file.exports),
    median: median(functions.map(({ count }) => count)),
    longPercent: percent(functions, ({ count }) => count > LONG_LINES),
    commentPercent: (100 * comments) / Math.max(1, comments + code),
  };
};

const isLongFile = ({ codeCount }) => codeCount > LONG_FILE_LINES;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const round = (number) => Number(number.toFixed(1));

const percent = (items, isCounted) =>
  (100 * items.filter(isCounted).length) / Math.max(1, items.length);

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
