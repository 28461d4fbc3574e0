/** What must not be in the repository: a table of patterns, and the test that must lie beside each source file. */
import ts from 'typescript';
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { listFiles, readLines } from './repository-files.mjs';
import { allNodes, parseSource } from './syntax-tree.mjs';

const isPackageSource = (path) =>
  /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !/\.(test|d)\.ts$/.test(path);
const isCode = (path) => /\.(ts|tsx|mjs|cjs|js)$/.test(path);
const isTest = (path) => /\.test\.(ts|tsx|mjs)$/.test(path);
const isLockfile = (path) => path === 'package-lock.json';
/** This table and its tests spell out what they forbid. */
const isText = (path) => !/^tools\/forbidden(\.test)?\.mjs$/.test(path) && !isLockfile(path);

/** Paths that may not exist. */
const PATHS = [
  {
    pattern: /\/(controllers|managers|repositories|models)\//,
    message: 'a folder is named after a noun of the field, not after a layer',
  },
  {
    pattern: /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.(tsx?|[cm]?js)$)/,
    message: 'this name says nothing: name what is in it',
  },
];

/** Lines that may not exist, and the files in which they may not. */
const LINES = [
  {
    where: isPackageSource,
    pattern: /=== '(basic|hmac|agora-token|message-signature)'/,
    message: 'a scheme is a row of the scheme table; nothing else tells schemes apart',
  },
  { where: isPackageSource, pattern: /\binfer [A-Z]/, message: 'no clever generics' },
  {
    where: isPackageSource,
    pattern: /interface I[A-Z][a-z]|(Impl|Manager|Helper)\b/,
    message: 'this name says nothing: name the need',
  },
  {
    where: isPackageSource,
    pattern:
      /(?<!typeof )\b\w*(secret|signature|digest|mac)(?!\w*(Length|Count))\w* *[!=]==(?! *(undefined|null)\b)/i,
    message: 'compare secrets in constant time',
  },
  {
    where: (path) => isCode(path) && isText(path),
    pattern: /((ox|es)lint-disable|@ts-expect-error|@ts-ignore)(?!.*( -- |: )\S)/,
    message: 'say why: `-- because ...`, or `: ...` after @ts-expect-error',
  },
  {
    where: (path) => isTest(path) && isText(path),
    pattern: /\b(it|test|describe)(\.\w+)*\.(skip|only|todo)\b/,
    message: 'every test runs',
  },
  { where: isText, pattern: /\b(TODO|FIXME)\b/, message: 'do it, or open an issue' },
  {
    where: isText,
    pattern: /(?<![\w.:/-])(file:\/\/)?\/(work|root|home|Users)\//,
    message: 'a path of one machine',
  },
  {
    where: isLockfile,
    pattern: /"resolved": "http/,
    message: 'a download address: it works only where this lockfile was made',
  },
];

/** What is there and should not be, and tests that should be there. */
export const findForbidden = (root) => {
  const files = listFiles(root);
  return [
    ...files.flatMap(checkPath),
    ...files.flatMap((path) => checkLines(root, path)),
    ...checkTests(root, files),
  ];
};

const checkPath = (path) =>
  PATHS.filter(({ pattern }) => pattern.test(path)).map(({ message }) => ({
    path,
    line: 1,
    message,
  }));

const checkLines = (root, path) => {
  const rows = LINES.filter(({ where }) => where(path));
  return readLines(root, path).flatMap((text, index) =>
    rows
      .filter(({ pattern }) => pattern.test(text))
      .map(({ message }) => ({ path, line: index + 1, message })),
  );
};

const testOf = (path) => path.replace(/\.ts$/, '.test.ts');

/** Also one that takes long, and one that puts something in the place of a module: see vitest.config.ts. */
const testsOf = (path) =>
  ['', '.slow', '.mocked'].map((kind) => path.replace(/\.ts$/, `${kind}.test.ts`));

const doesSomething = (node) =>
  ts.isFunctionLike(node) || ts.isCallExpression(node) || ts.isNewExpression(node);

/** Whether there are only types and constants in a file, and so nothing to test. */
const hasOnlyFacts = (root, path) =>
  parseSource(root, path).statements.every(
    (node) =>
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      (ts.isVariableStatement(node) && !allNodes(node).some(doesSomething)) ||
      (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true),
  );

/** Folders whose files are tested together: a feature through its operations and commands, migrations in their order. */
const TESTED_TOGETHER = [
  /^packages\/platform\/src\/features\/[^/]+\/(?=[^/]+$)/,
  /^packages\/platform\/src\/storage\/(?=migrations\/)/,
];

const isTestedTogether = (path, files) =>
  TESTED_TOGETHER.some((pattern) => {
    const [folder] = pattern.exec(path) ?? [];
    return folder !== undefined && files.some((each) => each.startsWith(folder) && isTest(each));
  });

const checkTests = (root, files) => {
  const present = new Set(files);
  return files
    .filter((path) => isPackageSource(path) && !/(index|errors|-table)\.ts$/.test(path))
    .filter(
      (path) => !testsOf(path).some((test) => present.has(test)) && !isTestedTogether(path, files),
    )
    .filter((path) => !hasOnlyFacts(root, path))
    .map((path) => ({ path, line: 1, message: `write ${testOf(path)}` }));
};

if (isMain(import.meta.url)) reportFindings(findForbidden(ROOT));
