/** The outside of the process, as the commands see it. `main.ts` makes the real one; a test makes its own. */
export interface World {
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** How wide the terminal is that shows standard output, undefined where none does; 0 where it does not say. */
  readonly terminalColumns: number | undefined;
  /** Whether a terminal shows standard error. */
  readonly showsErrorsOnTerminal: boolean;
  /** The time in Unix seconds. */
  now(): number;
  /** 32 random hex characters, from a secure source. */
  randomHex32(): string;
  /** The whole of standard input, as text. */
  readStdin(): Promise<string>;
  /** A signal that is aborted so many seconds from now. */
  abortAfter(limitSeconds: number): AbortSignal;
  /** Writes to standard output, as is. */
  writeOut(text: string): void;
  /** Writes to standard error, as is. */
  writeError(text: string): void;
  /** Resolves when the process is asked to stop. */
  untilStopped(): Promise<void>;
}
