import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withProgramFiles, type ProgramFiles } from './program-files.js';
import { runProgram } from './run-program.js';

/** What the vector program would say of these: how many there are. */
const VECTORS = {
  digests: [{ name: '</script> in a name', digestHex: '' }],
  macs: [],
  tokens007: { appId: '', certificate: '', issueTs: 0, salt: 0, vectors: [] },
  tokens006: { appId: '', certificate: '', vectors: [] },
  requests: [],
  messages: [],
};
const STAND_IN = `export const runVectors = async ({ digests }) => ({ passed: digests.length, failed: [], digest: digests[0].name });`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-program-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'vector-program.js'), STAND_IN);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const textsOf = async ({ modules, worker, page }: ProgramFiles): Promise<readonly string[]> => {
  const { stdout } = await runProgram(process.execPath, [modules], 20_000);
  return [
    stdout,
    readFileSync(worker, 'utf8'),
    readFileSync(join(dirname(worker), 'worker.js'), 'utf8'),
    readFileSync(fileURLToPath(page), 'utf8'),
  ];
};

describe('the program in its three forms', () => {
  it('prints one line of JSON, is a worker, and is a page that its vectors cannot break', async () => {
    const [printed, configuration, worker, page] = await withProgramFiles(folder, VECTORS, textsOf);
    expect(printed).toBe('{"passed":1,"failed":[],"digest":"</script> in a name"}\n');
    expect(configuration).toContain('embed "worker.js"');
    expect(worker).toMatch(/export \{[\s\S]*default/);
    expect(page!.match(/<\/script/g)).toHaveLength(1);
  });

  it('leaves no profile of a browser behind', async () => {
    const profile = await withProgramFiles(folder, VECTORS, (files) => {
      expect(existsSync(files.profile)).toBe(true);
      return Promise.resolve(files.profile);
    });
    expect(existsSync(profile)).toBe(false);
  });
});
