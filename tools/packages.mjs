/**
 * What is published: the manifests, the files that go into each package, and what `publint` and `arethetypeswrong` say
 * of them. Reads what `tsc -b` has built.
 */
import { Package, checkPackage } from '@arethetypeswrong/core';
import { existsSync, readFileSync } from 'node:fs';
import { posix, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { listEntries, listPacked, listPublished, withoutDot } from './published-packages.mjs';

/** Nothing else goes into a package. */
const ALLOWED = /^(package\.json|README\.md|LICENSE|dist\/.+\.(js|js\.map|d\.ts))$/;
const REQUIRED = ['LICENSE', 'README.md', 'package.json'];
/** Ways to resolve a package that ours do not offer: they are ES modules, found through `exports`. */
const LEFT_OUT = new Set(['node10', 'node16-cjs']);

/** What is wrong with the packages of a repository. */
export const checkPackages = async (root) => {
  const findings = [];
  for (const published of listPublished(root)) {
    const packed = { root, ...published, files: listPacked(root, published.folder) };
    findings.push(...CHECKS.flatMap((check) => check(packed)));
    for (const judge of JUDGES) findings.push(...(await judge(packed)));
  }
  return findings;
};

const finding = ({ folder }, path, message) => ({ path: `${folder}/${path}`, line: 1, message });
const inManifest = (packed, message) => finding(packed, 'package.json', message);
const readText = ({ root, folder }, path) => readFileSync(join(root, folder, path), 'utf8');

const checkManifest = (packed) => {
  const { manifest } = packed;
  return [
    manifest.sideEffects !== false && 'declare "sideEffects": false',
    manifest.type !== 'module' && 'declare "type": "module"',
    manifest.license === undefined && 'declare the licence',
    manifest.engines?.node === undefined && 'declare the oldest Node.js in "engines"',
    manifest.exports === undefined && 'declare "exports"',
  ]
    .filter(Boolean)
    .map((message) => inManifest(packed, message));
};

const checkEntries = (packed) =>
  listEntries(packed.manifest)
    .filter(({ types }) => types === undefined)
    .map(({ subpath }) => inManifest(packed, `exports["${subpath}"] has no types`));

/** Every path in `exports`, however deep the conditions go. */
const targetsOf = (target) =>
  typeof target === 'string' ? [target] : Object.values(target ?? {}).flatMap(targetsOf);

const checkTargets = (packed) =>
  targetsOf(packed.manifest.exports)
    .filter((target) => !packed.files.includes(withoutDot(target)))
    .map((target) => inManifest(packed, `exports names ${target}, which is not in the package`));

const checkFiles = (packed) => {
  const { files } = packed;
  const absent = REQUIRED.filter((path) => !files.includes(path));
  const stray = files.filter((path) => !ALLOWED.test(path) || /\.test\.|\/test\//.test(path));
  return [
    ...absent.map((path) => finding(packed, path, 'this is not in the package')),
    ...stray.map((path) => finding(packed, path, 'this does not belong into the package')),
  ];
};

/** `tsc -b` leaves the output of a source that is gone. */
const checkStale = (packed) =>
  packed.files
    .filter((path) => /^dist\/.+(?<!\.d)\.(js|d\.ts)$/.test(path))
    .filter((path) => !existsSync(join(packed.root, packed.folder, sourceOf(path))))
    .map((path) => finding(packed, path, 'built from a source that is gone: delete dist/, build'));

const sourceOf = (path) => path.replace(/^dist\//, 'src/').replace(/(\.d\.ts|\.js)$/, '.ts');

/** A map must hold its sources, or a debugger looks for files that are not there. */
const checkMaps = (packed) =>
  packed.files
    .filter((path) => path.endsWith('.map'))
    .filter((path) => namesAbsentSource(packed, path))
    .map((path) => finding(packed, path, 'this map names sources that are not in the package'));

const namesAbsentSource = (packed, path) => {
  const { sources = [], sourcesContent = [] } = JSON.parse(readText(packed, path));
  return sources.some((source, index) => {
    const place = posix.join(posix.dirname(path), source);
    return typeof sourcesContent[index] !== 'string' && !packed.files.includes(place);
  });
};

const CHECKS = [checkManifest, checkEntries, checkTargets, checkFiles, checkStale, checkMaps];

const isReadable = ({ root, folder }, path) => existsSync(join(root, folder, path));

const contentsOf = (packed, base) =>
  packed.files
    .filter((path) => isReadable(packed, path))
    .map((path) => ({ name: posix.join(base, path), data: readText(packed, path) }));

const askPublint = async (packed) => {
  const { messages, pkg } = await publint({
    pkgDir: join(packed.root, packed.folder),
    pack: { files: contentsOf(packed, join(packed.root, packed.folder)) },
    strict: true,
  });
  return messages.map((message) =>
    inManifest(packed, `publint: ${formatMessage(message, pkg, { color: false })}`),
  );
};

const askAreTheTypesWrong = async (packed) => {
  const { name, version } = packed.manifest;
  const contents = contentsOf(packed, `/node_modules/${name}`).map((file) => [
    file.name,
    file.data,
  ]);
  const result = await checkPackage(new Package(Object.fromEntries(contents), name, version));
  if (result.types === false) return [inManifest(packed, 'arethetypeswrong: no types')];
  return result.problems
    .filter(({ resolutionKind }) => !LEFT_OUT.has(resolutionKind))
    .map((problem) => inManifest(packed, `arethetypeswrong: ${describeProblem(problem)}`));
};

const describeProblem = ({ kind, entrypoint, resolutionKind, fileName }) =>
  [kind, entrypoint ?? fileName, resolutionKind && `(${resolutionKind})`].filter(Boolean).join(' ');

/** Programs of others that judge a package. */
const JUDGES = [askPublint, askAreTheTypesWrong];

if (isMain(import.meta.url)) reportFindings(await checkPackages(ROOT));
