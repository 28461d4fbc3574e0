import { describeFailure } from './read-text-file.js';
import type { World } from './world.js';

/** Told of what happens in a server beside requests. */
export interface ServerWatch {
  /** Counts something, by a name that never changes: `replay_store_present`. */
  count(event: string): void;
  /** Something went wrong: `what` begins the line. */
  fail(what: string, error: unknown): void;
  /** Something is worth a line, and needs nobody. */
  note(what: string): void;
}

/** Counts nothing, and writes what goes wrong to standard error. */
export function createPlainWatch(world: World): ServerWatch {
  return {
    count: () => {},
    fail: (what, error) => world.writeError(`${what}: ${describeFailure(error)}\n`),
    note: () => {},
  };
}
