import { spawn } from 'node:child_process';

/** How a program ended, and what it said. */
export interface ProgramEnd {
  /** The exit code; undefined where it never started or was ended. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** What it complained about, or why it did not start. */
  readonly complaint: string;
}

/** Starts other programs; tests take one that starts none. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  timeoutMillis: number,
) => Promise<ProgramEnd>;

/** Runs a program to its end, or ends it with all that it started when its time is over. */
export const runProgram: RunProgram = (program, args, timeoutMillis) =>
  new Promise((resolve) => {
    // A group of its own: a browser is many processes.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const timer = setTimeout(() => {
      stderr.push(Buffer.from(`\nstill running after ${timeoutMillis / 1000} s`));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, timeoutMillis);
    child.on('error', (error) => stderr.push(Buffer.from(error.message)));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        code: code ?? undefined,
        stdout: Buffer.concat(stdout).toString(),
        complaint: Buffer.concat(stderr).toString().trim(),
      });
    });
  });
