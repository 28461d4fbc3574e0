/** The examples of all documents: TypeScript compiles and runs, and commands about tokens and requests are understood by the CLI. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issueToken, rtc } from '@stagedoor/token';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'apps/stagedoor/bin/stagedoor.js');
/** Inside the workspace, so that an example finds the packages as a user's program does: by their names. */
const CACHE = join(ROOT, 'node_modules/.cache/stagedoor');
const TIMEOUT_MILLIS = 60_000;

/** The project of the documents. */
const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
/** Of the customer `hmac_user_name`. */
const CUSTOMER_SECRET = 'hmac_user_secret';

/** Pages outside of the folder of documents. */
const READMES = [
  'README.md',
  'packages/token/README.md',
  'packages/rest-auth/README.md',
  'packages/token-server/README.md',
];

/** A fenced example. */
interface Block {
  readonly page: string;
  /** The line of the page that its text begins at. */
  readonly line: number;
  readonly language: string;
  readonly lines: readonly string[];
}

/** A command line, and what the page shows as its output. */
interface Command {
  readonly line: number;
  readonly text: string;
  readonly shown: readonly string[];
}

const FENCE = /^\s*```(?<language>\w*)/;
const RUN_COMMAND = /^(\$ )?(?=npx stagedoor (?:token|request|broadcast url|serve) )/;
/** What a reader must fill in: an omission, a variable, or a name in brackets. */
const PLACEHOLDER = /…|\$|<\w/;

function listPages(): readonly string[] {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    // What is generated has no examples of its own: those are in the sources.
    .filter((path) => path.endsWith('.md') && !/^reference.(api|token|rest-auth)./.test(path))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .toSorted();
  return [...READMES.filter((page) => existsSync(join(ROOT, page))), ...pages];
}

function readBlocks(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n');
  let start: { readonly index: number; readonly language: string } | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = FENCE.exec(line);
    if (fence === null) continue;
    if (start === undefined) {
      start = { index, language: fence.groups?.['language'] ?? '' };
      continue;
    }
    const { language } = start;
    blocks.push({
      page,
      line: start.index + 2,
      language,
      lines: lines.slice(start.index + 1, index),
    });
    start = undefined;
  }
  if (start !== undefined) throw new Error(`${page}:${start.index + 1}: the example has no end`);
  return blocks;
}

/** The lines from there on until the next command: the output, where the block shows any. */
function readOutput({ language, lines }: Block, start: number): readonly string[] {
  if (language !== 'console') return [];
  const shown = lines.slice(start);
  const end = shown.findIndex((line) => line.startsWith('$ '));
  return end === -1 ? shown : shown.slice(0, end);
}

/** The commands of a block that can be run as they are, each in one line. */
function readCommands(block: Block): readonly Command[] {
  const { line, lines } = block;
  const commands: Command[] = [];
  for (const [index, first] of lines.entries()) {
    if (!RUN_COMMAND.test(first)) continue;
    let text = first.replace(RUN_COMMAND, '');
    let next = index + 1;
    while (text.endsWith('\\')) {
      text = text.slice(0, -1) + (lines[next] ?? '');
      next += 1;
    }
    if (PLACEHOLDER.test(text)) continue;
    commands.push({ line: line + index, text, shown: readOutput(block, next) });
  }
  return commands;
}

const PAGES = listPages();
const BLOCKS = PAGES.flatMap(readBlocks);
const TYPESCRIPT = BLOCKS.filter(({ language }) => language === 'ts');

let folder = '';
let program: ts.Program;

const fileOf = ({ page, line }: Block, extension: '.mts' | '.mjs'): string =>
  join(folder, `${page.replaceAll('/', '-')}-${line}${extension}`);

/** Those of the workspace, but for what concerns the output. */
function compilerOptions(): ts.CompilerOptions {
  const path = join(ROOT, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(path, (name) => readFileSync(name, 'utf8')) as {
    readonly config: { readonly compilerOptions: Record<string, unknown> };
  };
  const { tsBuildInfoFile: _, ...options } = config.compilerOptions;
  return {
    ...ts.convertCompilerOptionsFromJson(options, ROOT).options,
    composite: false,
    declaration: false,
    declarationMap: false,
    isolatedDeclarations: false,
    sourceMap: false,
    inlineSourceMap: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    rootDir: folder,
    outDir: folder,
  };
}

/** One program of all examples: most of the time goes into the types of Node, which are then read once. */
function compileExamples(): ts.Program {
  for (const block of TYPESCRIPT) {
    // Empty lines in front, so that a line has the number that it has in the page.
    const text = '\n'.repeat(block.line - 1) + block.lines.join('\n');
    writeFileSync(fileOf(block, '.mts'), `${text}\n`);
  }
  const paths = TYPESCRIPT.map((block) => fileOf(block, '.mts'));
  const compiled = ts.createProgram(paths, compilerOptions());
  compiled.emit();
  return compiled;
}

/** What the compiler says of an example. */
function findTypeErrors(block: Block): readonly string[] {
  const source = program.getSourceFile(fileOf(block, '.mts'));
  const found = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  return found.map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** What an example says that does not end well. */
function findRuntimeErrors(block: Block): readonly string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--enable-source-maps', fileOf(block, '.mjs')],
    { cwd: folder, env: {}, encoding: 'utf8', timeout: TIMEOUT_MILLIS },
  );
  return status === 0 ? [] : [`${block.page}:${block.line}: does not run: ${stderr}`];
}

/** What a command said. */
interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly error: string;
}

/** Runs a command in a shell, in a folder with secrets, a request and a token, and with the token as its input. */
function runCommand({ text }: Command): Outcome {
  const npx = `npx() { shift; '${process.execPath}' '${PROGRAM}' "$@"; }`;
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `${npx}\n${text}`], {
    cwd: folder,
    env: {},
    input: readFileSync(join(folder, 'token.txt')),
    encoding: 'utf8',
    timeout: TIMEOUT_MILLIS,
  });
  return { status, output: stdout, error: stderr };
}

/** Up to an omission. */
const literalPart = (shown: string): string => shown.split('…')[0] ?? '';

/** What is said of tokens depends on the time; what is said of requests and stream URLs is given one. */
const hasExactOutput = ({ text }: Command): boolean =>
  /^npx stagedoor (?:request|broadcast url) /.test(text);

/** What is wrong with what a command said, undefined where nothing is. */
function findFault(command: Command): string | undefined {
  const { status, output, error } = runCommand(command);
  const [first = ''] = command.shown;
  if (/^(error|rejected) \(/.test(first)) {
    return error.startsWith(literalPart(first)) ? undefined : `the error is: ${error}`;
  }
  if (status !== 0 && status !== 1) return `exit code ${status}: ${error}`;
  const isShown = output.startsWith(literalPart(command.shown.join('\n')));
  return isShown || !hasExactOutput(command) ? undefined : `the output is: ${output}`;
}

/**
 * An error that the page shows must come as it is shown, and so must what is said of a request; any other command must be
 * one that the CLI can carry out.
 */
function findCommandErrors(block: Block): readonly string[] {
  return readCommands(block).flatMap((command) => {
    const fault = findFault(command);
    return fault === undefined ? [] : [`${block.page}:${command.line}: ${fault}`];
  });
}

/** The request of a page, which its commands read from a file: its first example of HTTP. */
function writeRequest(blocks: readonly Block[]): void {
  const request = blocks.find(({ language }) => language === 'http')?.lines ?? [];
  writeFileSync(join(folder, 'request.txt'), `${request.join('\n')}\n\n`);
}

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  folder = mkdtempSync(join(CACHE, 'docs-'));
  const token = issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [rtc({ channel: 'stage-1', uid: 42, role: 'publisher' })],
    expiresInSeconds: 3600,
  });
  writeFileSync(join(folder, 'token.txt'), `${token}\n`);
  writeFileSync(join(folder, 'certificate.txt'), `${CERTIFICATE}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'secret.txt'), `${CUSTOMER_SECRET}\n`, { mode: 0o600 });
  program = compileExamples();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the examples', () => {
  it.each(PAGES)(
    'of %s are right',
    (page) => {
      const blocks = BLOCKS.filter((block) => block.page === page);
      const programs = blocks.filter(({ language }) => language === 'ts');
      const shells = blocks.filter(({ language }) => language === 'sh' || language === 'console');
      writeRequest(blocks);
      expect([
        ...programs.flatMap(findTypeErrors),
        ...programs.flatMap(findRuntimeErrors),
        ...shells.flatMap(findCommandErrors),
      ]).toEqual([]);
    },
    60_000,
  );
});
