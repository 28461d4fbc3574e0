import type { Timers } from '@stagedoor/platform';

/** The timers of the process. */
export const systemTimers: Timers = {
  after: (delayMillis, task) => {
    const timer = setTimeout(task, delayMillis);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
