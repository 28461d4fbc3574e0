/**
 * What each entry of each published package makes public, as a checked-in report: docs/reference/api/<package>.api.md. A
 * change of the public interface shows there, in the diff of whoever makes it.
 *
 * `node tools/api-report.mjs` compares, `--write` writes. Reads the declarations that `tsc -b` has emitted.
 */
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareFiles, writeFiles } from './generated-files.mjs';
import { isMain, reportFindings, ROOT } from './findings.mjs';
import { listEntries, listPublished } from './published-packages.mjs';

const FOLDER = 'docs/reference/api';
const QUIET = { logLevel: 'none' };

/** Findings where the reports are not those of the packages as they are built. */
export const checkApiReports = (root) => {
  const { reports, findings } = createReports(root);
  return [...findings, ...compareFiles(root, FOLDER, reports, 'npm run api')];
};

/** Writes the reports, and removes those of entries that are gone. Returns what could not be read. */
export const writeApiReports = (root) => {
  const { reports, findings } = createReports(root);
  if (findings.length === 0) writeFiles(root, FOLDER, reports);
  return findings;
};

/** The text of every report by its name, and what kept one from being made. */
const createReports = (root) => {
  const reports = new Map();
  const findings = [];
  for (const { folder, manifest } of listPublished(root)) {
    for (const { subpath, types } of listEntries(manifest)) {
      const path = join(folder, types ?? '');
      if (types === undefined || !existsSync(join(root, path))) {
        findings.push({ path, line: 1, message: `the types of ${subpath} are not built` });
        continue;
      }
      const { report, problems } = extract(root, folder, path);
      reports.set(reportName(folder, subpath), report);
      findings.push(...problems.map((message) => ({ path, line: 1, message })));
    }
  }
  return { reports, findings };
};

/** `packages/token` and `./agora-token` are `token-agora-token.api.md`. */
const reportName = (folder, subpath) =>
  `${[basename(folder), ...subpath.split('/').slice(1)].join('-')}.api.md`;

const extract = (root, folder, path) => {
  const target = mkdtempSync(join(tmpdir(), 'stagedoor-api-'));
  const problems = [];
  try {
    const config = ExtractorConfig.prepare({
      configObject: describeEntry(root, folder, path, target),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, folder, 'package.json'),
    });
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.text);
        message.handled = true;
      },
    });
    return { report: readFileSync(join(target, 'report.api.md'), 'utf8'), problems };
  } catch (error) {
    // It throws where the compiler's complaints leave it nothing to work on.
    return { report: '', problems: [...problems, error.message] };
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
};

const describeEntry = (root, folder, path, target) => ({
  projectFolder: join(root, folder),
  mainEntryPointFilePath: join(root, path),
  newlineKind: 'lf',
  compiler: {
    overrideTsconfig: {
      compilerOptions: {
        target: 'es2023',
        lib: ['es2023'],
        types: ['node'],
        module: 'nodenext',
        moduleResolution: 'nodenext',
        strict: true,
        skipLibCheck: true,
      },
      files: [join(root, path)],
    },
  },
  apiReport: {
    enabled: true,
    // Types that are not exported show in the report too: a change of one changes what users see.
    includeForgottenExports: true,
    reportFileName: 'report.api.md',
    reportFolder: target,
    reportTempFolder: join(target, 'new'),
  },
  docModel: { enabled: false },
  dtsRollup: { enabled: false },
  tsdocMetadata: { enabled: false },
  messages: {
    compilerMessageReporting: { default: { logLevel: 'error' } },
    extractorMessageReporting: { default: QUIET },
    tsdocMessageReporting: { default: QUIET },
  },
});

if (isMain(import.meta.url)) {
  const isWriting = process.argv.includes('--write');
  reportFindings(isWriting ? writeApiReports(ROOT) : checkApiReports(ROOT));
}
