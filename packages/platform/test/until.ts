import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MILLIS = 20_000;
const POLL_MILLIS = 10;

/** Waits until something that others bring about is so, but not for ever. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MILLIS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('it did not come to be so in time');
    await sleep(POLL_MILLIS);
  }
}
