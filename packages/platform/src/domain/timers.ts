/** Sets timers. The app passes in the real ones, a test its own. */
export interface Timers {
  /**
   * Runs `task` once when the time has passed, unless the function that comes back is called before. Keeps no process
   * alive.
   */
  after(delayMillis: number, task: () => void): () => void;
}
