/**
 * The reference of the libraries, made from their doc comments: docs/reference/<package>/, one page for each entry.
 *
 * `node tools/reference.mjs` compares, `--write` writes. Reads the sources.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { compareFiles, listBelow, writeFiles } from './generated-files.mjs';
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { listEntries } from './published-packages.mjs';

/** The libraries that have one. */
const NAMES = ['token', 'rest-auth', 'token-server'];

const folderOf = (name) => `docs/reference/${name}`;

/** Those that the repository has. */
const listLibraries = (root) => NAMES.filter((name) => existsSync(manifestPath(root, name)));

const manifestPath = (root, name) => join(root, 'packages', name, 'package.json');

/** Findings where the pages are not what the doc comments say. */
export const checkReference = async (root) => {
  const findings = [];
  for (const name of listLibraries(root)) {
    const pages = await createPages(root, name);
    findings.push(...compareFiles(root, folderOf(name), pages, 'npm run reference'));
  }
  return findings;
};

/** Writes the pages. */
export const writeReference = async (root) => {
  for (const name of listLibraries(root)) {
    writeFiles(root, folderOf(name), await createPages(root, name));
  }
};

/** The text of every page of a library by the name of the page. */
const createPages = async (root, name) => {
  const target = mkdtempSync(join(tmpdir(), 'stagedoor-reference-'));
  try {
    const app = await Application.bootstrapWithPlugins(describePages(root, name, target));
    const project = await app.convert();
    if (project === undefined) throw new Error('typedoc cannot read the sources: run tsc -b');
    await app.generateOutputs(project);
    return new Map(
      listBelow(target).map((path) => [path, readFileSync(join(target, path), 'utf8')]),
    );
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
};

/** The source of an entry: `dist/006.d.ts` is built from `src/006.ts`. */
const sourceOf = ({ types }) => types.replace('dist/', 'src/').replace('.d.ts', '.ts');

const describePages = (root, name, target) => {
  const manifest = JSON.parse(readFileSync(manifestPath(root, name), 'utf8'));
  const folder = join(root, 'packages', name);
  return {
    name: manifest.name,
    entryPoints: listEntries(manifest).map((entry) => join(folder, sourceOf(entry))),
    tsconfig: join(folder, 'tsconfig.json'),
    plugin: ['typedoc-plugin-markdown'],
    out: target,
    router: 'module',
    readme: 'none',
    logLevel: 'Error',
    skipErrorChecking: true,
    // What every Error has is not ours to describe, and line numbers change with every edit.
    excludeExternals: true,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    propertyMembersFormat: 'table',
    groupOrder: ['Functions', 'Interfaces', 'Type Aliases', 'Variables', 'Classes'],
    pageTitleTemplates: {
      module: ({ rawName }) =>
        [manifest.name, rawName].filter((part) => part !== 'index').join('/'),
    },
  };
};

if (isMain(import.meta.url)) {
  if (process.argv.includes('--write')) await writeReference(ROOT);
  else reportFindings(await checkReference(ROOT));
}
