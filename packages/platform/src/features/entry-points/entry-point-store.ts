import type { EntryPoint } from './entry-point.js';

/** Where entry points are kept. A port. The one that every project has is never missing, and is not stored. */
export interface EntryPointStore {
  /** The names of all of them: first the one that every project has, then the others, the oldest first. */
  list(projectId: string): Promise<readonly string[]>;
  /** How many the project has beside the one that every project has. */
  count(projectId: string): Promise<number>;
  /** Adds it. Gives false, and adds nothing, where the project has one of that name. */
  add(entryPoint: EntryPoint): Promise<boolean>;
  /** Removes it with the bans of its streams. Gives false where the project has none of that name. */
  remove(projectId: string, name: string): Promise<boolean>;
}
