/**
 * The reference of `@stagedoor/token`, made from its doc comments: docs/reference/token/, one page for each entry.
 *
 * `node tools/reference.mjs` compares, `--write` writes. Reads the sources.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { compareFiles, listBelow, writeFiles } from './generated-files.mjs';
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { listEntries } from './published-packages.mjs';

const PACKAGE = 'packages/token';
const FOLDER = 'docs/reference/token';

/** Findings where the pages are not what the doc comments say. */
export const checkReference = async (root) =>
  compareFiles(root, FOLDER, await createPages(root), 'npm run reference');

/** Writes the pages. */
export const writeReference = async (root) => writeFiles(root, FOLDER, await createPages(root));

/** The text of every page by its name. */
const createPages = async (root) => {
  const target = mkdtempSync(join(tmpdir(), 'stagedoor-reference-'));
  try {
    const app = await Application.bootstrapWithPlugins(describePages(root, target));
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

const describePages = (root, target) => {
  const manifest = JSON.parse(readFileSync(join(root, PACKAGE, 'package.json'), 'utf8'));
  return {
    name: manifest.name,
    entryPoints: listEntries(manifest).map((entry) => join(root, PACKAGE, sourceOf(entry))),
    tsconfig: join(root, PACKAGE, 'tsconfig.json'),
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
