import { spawn } from 'node:child_process';
import { MasterKeyUnavailableError } from '@stagedoor/platform';
import { joinChunks } from '../join-chunks.js';
import type { World } from '../world.js';

/** How long a key management service may take. */
const LIMIT_SECONDS = 30;
/** Far more than some keys need. */
const MAX_OUTPUT_BYTES = 65_536;

/** What a program came to. */
type Ending =
  | { readonly kind: 'output'; readonly output: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string };

const failed = (reason: string): Ending => ({ kind: 'failed', reason });

/** Runs the program to its end. Of what it prints, nothing is shown: it may be a key also where it fails. */
function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  world: World,
): Promise<Ending> {
  const signal = world.abortAfter(LIMIT_SECONDS);
  const child = spawn(program, args, {
    cwd: world.cwd,
    env: { ...world.env },
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: false,
    windowsHide: true,
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const stop = (reason: string): void => {
      child.kill('SIGKILL');
      // A child of the child may hold the other end for ever.
      child.stdout.destroy();
      resolve(failed(reason));
    };
    const onLimit = (): void => stop(`did not end within ${LIMIT_SECONDS} s`);
    if (signal.aborted) onLimit();
    signal.addEventListener('abort', onLimit, { once: true });
    child.stdout.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_OUTPUT_BYTES) stop(`printed more than ${MAX_OUTPUT_BYTES} bytes`);
    });
    child.once('error', (error) => resolve(failed(`cannot be started: ${codeOf(error)}`)));
    child.once('close', (exitCode, by) => {
      signal.removeEventListener('abort', onLimit);
      const output = joinChunks(chunks);
      for (const chunk of chunks) chunk.fill(0);
      resolve(
        exitCode === 0
          ? { kind: 'output', output }
          : failed(exitCode === null ? `was ended by ${by}` : `ended with exit code ${exitCode}`),
      );
    });
  });
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);

/**
 * What the program prints: master keys, of which nothing gets into a message or a log. It runs without a shell and without
 * input, and has 30 s. Throws `master_key_unavailable`.
 */
export async function runKeyCommand(
  words: readonly [string, ...string[]],
  world: World,
): Promise<string> {
  const ending = await runProgram(words, world);
  if (ending.kind === 'failed') {
    throw new MasterKeyUnavailableError(
      `the master key command ${JSON.stringify(words[0])} ${ending.reason}; run it by hand to see what it says`,
    );
  }
  const text = new TextDecoder().decode(ending.output);
  ending.output.fill(0);
  return text;
}
