import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, type ExitCode } from '../src/run-cli.js';
import type { World } from '../src/world.js';

/** 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000;

/** What a command line did. */
export interface CliRun {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly error: string;
}

/** A world made for tests: a folder of its own, a clock that stands still, and counted "random" numbers. */
export class TestWorld implements World {
  readonly cwd: string = mkdtempSync(join(tmpdir(), 'stagedoor-cli-'));
  env: Record<string, string> = {};
  terminalColumns: number | undefined = undefined;
  showsErrorsOnTerminal = false;
  /** What ends the time that a command gives to others; it stands still. */
  readonly patience: AbortController = new AbortController();
  /** The limit that was last set, in seconds. */
  limitSeconds: number | undefined = undefined;
  stdin = '';
  time: number = NOW;
  out = '';
  error = '';
  #drawn = 0;
  #stop: () => void = () => {};
  #stopped: Promise<void> = this.#nextStop();
  #onOut: () => void = () => {};

  now(): number {
    return this.time;
  }

  randomHex32(): string {
    this.#drawn += 1;
    return this.#drawn.toString(16).padStart(32, 'd');
  }

  readonly userName = 'tester';

  randomBytes(size: number): Uint8Array {
    this.#drawn += 1;
    return Uint8Array.from(createHash('sha512').update(String(this.#drawn)).digest()).subarray(
      0,
      size,
    );
  }

  readStdin(): Promise<string> {
    return Promise.resolve(this.stdin);
  }

  abortAfter(limitSeconds: number): AbortSignal {
    this.limitSeconds = limitSeconds;
    return this.patience.signal;
  }

  writeOut(text: string): void {
    this.out += text;
    this.#onOut();
  }

  writeError(text: string): void {
    this.error += text;
  }

  untilStopped(): Promise<void> {
    return this.#stopped;
  }

  #nextStop(): Promise<void> {
    return new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  /** As it was at first, in the same folder, and with other random numbers. */
  restart(): void {
    this.out = '';
    this.error = '';
    this.#stopped = this.#nextStop();
  }

  nowMillis(): number {
    return this.time * 1000;
  }

  readonly #repeated = new Set<() => void>();
  readonly #reloaded = new Set<() => void>();

  every(_intervalSeconds: number, work: () => void): () => void {
    this.#repeated.add(work);
    return () => void this.#repeated.delete(work);
  }

  onReload(work: () => void): () => void {
    this.#reloaded.add(work);
    return () => void this.#reloaded.delete(work);
  }

  /** What the passing of time does to all that is repeated. */
  tick(): void {
    for (const work of this.#repeated) work();
  }

  /** What SIGHUP does. */
  reload(): void {
    for (const work of this.#reloaded) work();
  }

  /** What a signal does. */
  stop(): void {
    this.#stop();
  }

  /** Resolves at the first output. */
  untilOutput(): Promise<void> {
    return new Promise((resolve) => {
      this.#onOut = resolve;
    });
  }

  /** Runs one command line to its end. */
  async run(...argv: readonly string[]): Promise<CliRun> {
    this.out = '';
    this.error = '';
    const exitCode = await runCli(argv, this);
    return { exitCode, out: this.out, error: this.error };
  }

  /** Removes the folder. */
  dispose(): void {
    rmSync(this.cwd, { recursive: true });
  }
}
