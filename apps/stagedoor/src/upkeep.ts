import type { World } from './world.js';

/** How old what is kept in memory may get before it is written down or read again. */
const INTERVAL_SECONDS = 30;

/** Something that a server does now and then, beside requests. */
export type UpkeepTask = () => Promise<unknown>;

/** What `startUpkeep` takes. */
export interface UpkeepOptions {
  readonly tasks: readonly UpkeepTask[];
  readonly world: World;
  /** Told of a task that failed; it is run again the next time. */
  readonly onFailure: (error: unknown) => void;
}

/** Upkeep that goes on. */
export interface Upkeep {
  /** Ends it, after each task has been run a last time. */
  stop(): Promise<void>;
}

/** Runs the tasks every 30 s, one after the other, and never twice at the same time. */
export function startUpkeep({ tasks, world, onFailure }: UpkeepOptions): Upkeep {
  const runAll = async (): Promise<void> => {
    for (const task of tasks) {
      try {
        await task();
      } catch (error) {
        onFailure(error);
      }
    }
  };
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= runAll().finally(() => {
      running = undefined;
    });
  };
  const cancel = world.every(INTERVAL_SECONDS, run);
  return {
    stop: async () => {
      cancel();
      await running;
      await runAll();
    },
  };
}
