import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Vectors } from './vectors.js';

/** The vector program in the forms that runtimes take. */
export interface ProgramFiles {
  /** ES modules, which import the package by its name. */
  readonly modules: string;
  /** The configuration of a worker that is one bundled module. */
  readonly worker: string;
  /** The address of a page that holds the bundled program and shows what it printed. */
  readonly page: string;
  /** A new folder for what a browser writes. */
  readonly profile: string;
}

/** What a worker and a page are, as bundlers know it: these pick among the package's conditional exports. */
const WORKER_CONDITIONS = ['workerd', 'worker', 'browser'];
const PAGE_CONDITIONS = ['browser'];

/** Newer than this would change what the runtime itself does, older than the pinned runtime must it be. */
const WORKER_CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "vectors", worker = .vectors)]);
const vectors :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-04-01",
);
`;

function embed(vectors: Vectors): string {
  return `import { runVectors } from './vector-program.js';
const line = async () => JSON.stringify(await runVectors(${JSON.stringify(vectors)}));
`;
}

async function bundle(
  folder: string,
  contents: string,
  conditions: readonly string[],
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    conditions: [...conditions],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

async function writeWorker(folder: string, program: string): Promise<string> {
  const contents = `${program}export default { async test() { console.log(await line()); } };`;
  writeFileSync(join(folder, 'worker.js'), await bundle(folder, contents, WORKER_CONDITIONS));
  const path = join(folder, 'worker.capnp');
  writeFileSync(path, WORKER_CONFIGURATION);
  return path;
}

async function writePage(folder: string, program: string): Promise<string> {
  // While a timer is set the page is not over: see the arguments of the browser.
  const contents = `${program}const timer = setInterval(() => {}, 1);
document.body.textContent = await line();
clearInterval(timer);`;
  const script = await bundle(folder, contents, PAGE_CONDITIONS);
  const path = join(folder, 'page.html');
  // Inside a script element only this would end it.
  const safe = script.replaceAll('</script', String.raw`<\/script`);
  writeFileSync(
    path,
    `<!doctype html><meta charset="utf-8"><body><script type="module">${safe}</script>\n`,
  );
  return pathToFileURL(path).href;
}

/**
 * Writes the program with the vectors in it to `folder`, beside the compiled `vector-program.js`, and lends the paths
 * to `use`.
 */
export async function withProgramFiles<Result>(
  folder: string,
  vectors: Vectors,
  use: (files: ProgramFiles) => Promise<Result>,
): Promise<Result> {
  mkdirSync(folder, { recursive: true });
  const program = embed(vectors);
  const modules = join(folder, 'program.js');
  writeFileSync(modules, `${program}console.log(await line());\n`);
  const profile = mkdtempSync(join(tmpdir(), 'stagedoor-browser-'));
  try {
    return await use({
      modules,
      worker: await writeWorker(folder, program),
      page: await writePage(folder, program),
      profile,
    });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
