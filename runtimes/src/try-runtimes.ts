import { findRuntime, type Machine } from './find-runtime.js';
import { parseTally } from './parse-tally.js';
import type { ProgramFiles } from './program-files.js';
import type { Verdict } from './report.js';
import type { Runtime } from './runtime-table.js';

const RUN_MILLIS = 60_000;

/** The last thing that a runtime complained about. */
const lastLine = (text: string): string => text.split('\n').at(-1) ?? '';

async function tryRuntime(
  runtime: Runtime,
  files: ProgramFiles,
  machine: Machine,
): Promise<Verdict> {
  const { name, isRequired } = runtime;
  const found = await findRuntime(runtime, machine);
  if (found.kind === 'missing') return { ...found, name, isRequired };
  const { program, version } = found;
  const start = performance.now();
  const { code, stdout, complaint } = await machine.run(program, runtime.args(files), RUN_MILLIS);
  const millis = performance.now() - start;
  const tally = parseTally(stdout);
  if (code === 0 && tally !== undefined)
    return { kind: 'ran', name, isRequired, version, tally, millis };
  const reason = lastLine(complaint) || `exit ${code}, and no result among what it printed`;
  return { kind: 'crashed', name, isRequired, version, reason };
}

/** Runs the vectors on one runtime after the other: they would only take the processor from each other. */
export async function tryRuntimes(
  runtimes: readonly Runtime[],
  files: ProgramFiles,
  machine: Machine,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const runtime of runtimes) verdicts.push(await tryRuntime(runtime, files, machine));
  return verdicts;
}
