import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/stagedoor.js', import.meta.url));

/** What a server prints when it is ready. */
export interface Ready {
  readonly url: string;
  /** Of `stagedoor serve`; what follows is of `stagedoor dev`. */
  readonly operationsUrl: string;
  readonly appId: string;
  readonly certificate: string;
  readonly customerId: string;
  readonly customerSecret: string;
}

/** Starts the program, by another one that becomes it, or by itself. */
function launch(
  args: readonly string[],
  launcher: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcessByStdio<null, Readable, Readable> {
  const [first, ...rest] = launcher;
  const [program, ...before] =
    first === undefined ? [process.execPath] : [first, ...rest, process.execPath];
  return spawn(program, [...before, PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

/** A server in a process of its own, as a user starts it. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly ready: Ready;
  /** All that it wrote to standard error. */
  readonly #errors: { text: string };

  private constructor(child: ChildProcess, ready: Ready, errors: { text: string }) {
    this.#child = child;
    this.ready = ready;
    this.#errors = errors;
  }

  /**
   * Starts `stagedoor ARGS --json` and waits until it is ready. Throws with what it said where it ends before that.
   * `launcher` is a program with arguments that becomes what is behind them.
   */
  static async start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    launcher: readonly string[] = [],
  ): Promise<ServerProcess> {
    const child = launch([...args, '--json'], launcher, {
      ...process.env,
      ...env,
    });
    const errors = { text: '' };
    child.stderr.on('data', (chunk: Buffer) => {
      errors.text += chunk.toString();
    });
    let out = '';
    const isReady = (async () => {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        out += chunk.toString();
        if (out.includes('\n')) break;
      }
    })();
    await isReady;
    if (!out.includes('\n')) {
      await (child.exitCode === null ? once(child, 'close') : undefined);
      throw new Error(`the server did not start: ${errors.text}`);
    }
    // Whatever else it prints must not fill the pipe.
    child.stdout.resume();
    return new ServerProcess(child, JSON.parse(out) as Ready, errors);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get errors(): string {
    return this.#errors.text;
  }

  /** `Authorization` of the customer. */
  get authorization(): string {
    const { customerId, customerSecret } = this.ready;
    return `Basic ${btoa(`${customerId}:${customerSecret}`)}`;
  }

  /** Sends a signal, and gives the exit code when the process is gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [exitCode] = (await ended) as [number | null];
    return exitCode;
  }
}

/** Runs `stagedoor ARGS` to its end. `launcher` is a program with arguments that becomes what is behind them. */
export async function runProgram(
  args: readonly string[],
  launcher: readonly string[] = [],
): Promise<{ readonly exitCode: number; readonly out: string; readonly error: string }> {
  const child = launch(args, launcher, process.env);
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, out, error };
}
