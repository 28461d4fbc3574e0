/**
 * The shape of the code: short functions, small ports, documented exports.
 *
 * `node tools/shape.mjs` prints findings; `--table` also prints one row of numbers for each package.
 */
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { LONG_LINES, MAX_LINES, measurePackages, toTableRow } from './measure-package.mjs';

const MAX_MEDIAN = 9;
/** A median over fewer functions says little. */
const MIN_FUNCTIONS_FOR_MEDIAN = 10;
const MAX_LONG_PERCENT = 5;
const MAX_PORT_METHODS = 7;
const MAX_CLOSURES = 5;
/** Packages that promise a share of comment lines. */
const MIN_COMMENT_PERCENT = { 'packages/rest-auth': 13, 'packages/token': 20 };

/** What is out of shape, package by package. */
export const checkShape = (root) =>
  measurePackages(root).flatMap((row) => RULES.flatMap((rule) => rule(row)));

const finding = ({ path, line }, message) => ({ path, line, message });
const aboutPackage = ({ name }, message) => ({ path: name, line: 1, message });

const highMedian = (row) => {
  if (row.functions.length < MIN_FUNCTIONS_FOR_MEDIAN || row.median <= MAX_MEDIAN) return [];
  return [aboutPackage(row, `the median function has ${row.median} code lines (${MAX_MEDIAN})`)];
};

const manyLongFunctions = (row) => {
  if (row.longPercent <= MAX_LONG_PERCENT) return [];
  const share = `${row.longPercent.toFixed(1)} % of the functions are over ${LONG_LINES} code lines`;
  return row.functions
    .filter(({ count }) => count > LONG_LINES)
    .map((long) => finding(long, `${share} (${MAX_LONG_PERCENT} %): ${long.name}, ${long.count}`));
};

const hugeFunctions = (row) =>
  row.functions
    .filter(({ count }) => count > MAX_LINES)
    .map((huge) => finding(huge, `${huge.name} has ${huge.count} code lines (${MAX_LINES})`));

const largePorts = (row) =>
  row.ports
    .filter(({ count }) => count > MAX_PORT_METHODS)
    .map((port) =>
      finding(port, `port ${port.name} has ${port.count} methods (${MAX_PORT_METHODS})`),
    );

const closureFactories = (row) =>
  row.closureSets
    .filter(({ count }) => count > MAX_CLOSURES)
    .map((set) =>
      finding(set, `${set.count} closures in one object (${MAX_CLOSURES}): write a class`),
    );

const fewComments = (row) => {
  const wanted = MIN_COMMENT_PERCENT[row.name] ?? 0;
  if (row.commentPercent >= wanted) return [];
  const share = row.commentPercent.toFixed(0);
  return [aboutPackage(row, `${share} % of the lines are comments (at least ${wanted} %)`)];
};

/** The signature that carries an overloaded function out needs no words beside those of its overloads. */
const isDocumented = (item, { exports }) =>
  item.documented ||
  exports.some(
    ({ name, path, documented }) => documented && name === item.name && path === item.path,
  );

const undocumentedExports = (row) =>
  row.exports
    .filter((item) => row.name.startsWith('packages/') && !isDocumented(item, row))
    .map((item) => finding(item, `exported ${item.name} has no doc comment`));

/** A number in brackets at the end of a message is the limit. */
const RULES = [
  highMedian,
  manyLongFunctions,
  hugeFunctions,
  largePorts,
  closureFactories,
  fewComments,
  undocumentedExports,
];

if (isMain(import.meta.url)) {
  if (process.argv.includes('--table')) console.table(measurePackages(ROOT).map(toTableRow));
  reportFindings(checkShape(ROOT));
}
