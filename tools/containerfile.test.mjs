/**
 * deploy/Containerfile, as far as it can be judged without a container engine: its form, the paths that it copies, the
 * commands that it runs, and what it says of the health of a server.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { ROOT } from './findings.mjs';
import { listFiles } from './repository-files.mjs';

const text = readFileSync(join(ROOT, 'deploy/Containerfile'), 'utf8');
const file = DockerfileParser.parse(text);
const instructions = file.getInstructions();
const keywords = instructions.map((each) => each.getKeyword());
const of = (keyword) => instructions.filter((each) => each.getKeyword() === keyword);
const lastStage = instructions.slice(keywords.lastIndexOf('FROM'));
const ofLastStage = (keyword) => lastStage.filter((each) => each.getKeyword() === keyword);

const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const jsonArguments = (instruction) =>
  JSON.parse(/\[.*\]/s.exec(instruction.getRawArgumentsContent())?.[0] ?? '[]');
const wordsOf = (instruction) => instruction.getArguments().map((each) => each.getValue());

describe('the container file', () => {
  it('is one that a builder understands', () => {
    const faults = validate(text).map(({ message, range }) => [range.start.line + 1, message]);
    expect(faults).toEqual([]);
  });

  it('would be found out', () => {
    expect(validate(text.replace('EXPOSE', 'EXPOSED'))).toHaveLength(1);
    expect(validate(text.replace('--interval=10s', '--intervall=10s'))).toHaveLength(1);
  });

  it('begins with images of one line of Node.js that this repository supports, by tags that say so', () => {
    const images = of('ARG').map((each) => wordsOf(each)[0]?.split('=')[1] ?? '');
    const lines = images.map((image) => /^docker\.io\/library\/node:(\d+)-[a-z]+/.exec(image)?.[1]);
    expect(lines).toEqual(['24', '24']);
  });

  it('copies what there is: from the repository, and what it keeps', () => {
    const copies = of('COPY').map(wordsOf);
    const fromRepository = copies.filter(([first]) => first === '.');
    expect(fromRepository).toEqual([['.', '.']]);
    const kept = copies
      .filter(([first]) => first !== '.')
      .map(([source]) => source?.replace('/src/', ''));
    const made = ['node_modules', 'state'];
    expect(kept).toEqual(['LICENSE', 'node_modules', 'packages', 'apps/stagedoor', 'state']);
    expect(kept.filter((path) => !made.includes(path) && !existsSync(join(ROOT, path)))).toEqual(
      [],
    );
    expect(of('RUN').at(-1).getRawArgumentsContent()).toContain('&& mkdir state');
  });

  it('leaves secrets and what is made by machines out', () => {
    const lines = readFileSync(join(ROOT, 'deploy/Containerfile.dockerignore'), 'utf8').split('\n');
    const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(patterns).toEqual(
      expect.arrayContaining(['.git', '**/node_modules', '**/dist', '.stagedoor', '**/*.key']),
    );
    // And nothing that the image is made of.
    const suffixes = patterns
      .filter((each) => each.startsWith('**/*.'))
      .map((each) => each.slice(4));
    const lost = listFiles(ROOT).filter(
      (path) => /^(packages|apps)\//.test(path) && suffixes.some((suffix) => path.endsWith(suffix)),
    );
    expect(lost).toEqual([]);
  });

  it('builds and installs what there is', () => {
    const commands = of('RUN')
      .map((each) => each.getRawArgumentsContent() ?? '')
      .join('\n');
    const [, project] = /tsc -b (\S+)/.exec(commands) ?? [];
    expect(existsSync(join(ROOT, project, 'tsconfig.json'))).toBe(true);
    const [, workspace] = /--workspace=(\S+)/.exec(commands) ?? [];
    expect(workspace).toBe(readJson('apps/stagedoor/package.json').name);
    const [, compiled] = /npm rebuild (\S+)/.exec(commands) ?? [];
    const { dependencies } = readJson('packages/platform/package.json');
    expect(dependencies).toHaveProperty([compiled]);
    expect(readJson('package.json').allowScripts).toHaveProperty([compiled]);
  });

  it('runs nothing in the image that is shipped, and starts as nobody', () => {
    expect(ofLastStage('RUN')).toEqual([]);
    expect(ofLastStage('USER').map(wordsOf)).toEqual([['10001:10001']]);
    expect(ofLastStage('ADD')).toEqual([]);
  });

  it('starts the program that there is', async () => {
    const [program, path] = jsonArguments(ofLastStage('ENTRYPOINT')[0]);
    expect(program).toBe('node');
    const script = path.replace('/opt/stagedoor', ROOT);
    const [command] = jsonArguments(ofLastStage('CMD')[0]);
    const { stdout } = await promisify(execFile)(process.execPath, [script, command, '--help']);
    expect(stdout).toContain(`stagedoor ${command}`);
    const { stdout: serve } = await promisify(execFile)(process.execPath, [
      script,
      'serve',
      '--help',
    ]);
    expect(serve).toContain('stagedoor serve');
  });

  it.each([
    { status: 200, code: 0 },
    { status: 503, code: 1 },
  ])(
    'takes a server that answers $status for one with exit code $code',
    async ({ status, code }) => {
      const server = createServer((_request, response) => response.writeHead(status).end());
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const check = jsonArguments(ofLastStage('HEALTHCHECK')[0]);
      expect(check.slice(0, 2)).toEqual(['node', '-e']);
      const script = check[2].replace('9464', String(server.address().port));
      const [ended] = await once(execFile(process.execPath, ['-e', script]), 'exit');
      server.close();
      expect(ended).toBe(code);
    },
  );
});
