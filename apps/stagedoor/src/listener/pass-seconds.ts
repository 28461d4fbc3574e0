import type { World } from '../world.js';

/** Resolves when so many seconds have passed. */
export function passSeconds(seconds: number, world: Pick<World, 'abortAfter'>): Promise<void> {
  return new Promise((resolve) => {
    if (seconds === 0) resolve();
    else world.abortAfter(seconds).addEventListener('abort', () => resolve());
  });
}
