/** The time, and what happens after some of it. */
interface Clock {
  /** The time in Unix seconds. */
  now(): number;
  /** The time in Unix milliseconds, with fractions, for traces. */
  nowMillis(): number;
  /** A signal that is aborted so many seconds from now. */
  abortAfter(limitSeconds: number): AbortSignal;
  /** Calls `work` every so many seconds, until what is returned is called. It keeps no process alive. */
  every(intervalSeconds: number, work: () => void): () => void;
}

/** What others ask of the process while it runs. */
interface Signals {
  /** Resolves when the process is asked to stop. */
  untilStopped(): Promise<void>;
  /** Calls `work` when the process is asked to read its files again, until what is returned is called. */
  onReload(work: () => void): () => void;
}

/** The outside of the process, as the commands see it. `main.ts` makes the real one; a test makes its own. */
export interface World extends Clock, Signals {
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** How wide the terminal is that shows standard output, undefined where none does; 0 where it does not say. */
  readonly terminalColumns: number | undefined;
  /** Whether a terminal shows standard error. */
  readonly showsErrorsOnTerminal: boolean;
  /** Who runs the command: the name of the system's user. */
  readonly userName: string;
  /** 32 random hex characters, from a secure source. */
  randomHex32(): string;
  /** Random bytes from a secure source. */
  randomBytes(size: number): Uint8Array;
  /** The whole of standard input, as text. */
  readStdin(): Promise<string>;
  /** Writes to standard output, as is. */
  writeOut(text: string): void;
  /** Writes to standard error, as is. */
  writeError(text: string): void;
}
