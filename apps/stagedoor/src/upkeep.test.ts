import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';
import { startUpkeep } from './upkeep.js';

describe('upkeep', () => {
  let world: TestWorld;
  let failures: unknown[];

  beforeEach(() => {
    world = new TestWorld();
    failures = [];
  });

  afterEach(() => world.dispose());

  const onFailure = (error: unknown): number => failures.push(error);

  it('runs each task at every tick and once more at the stop', async () => {
    const runs: string[] = [];
    const tasks = [async () => void runs.push('a'), async () => void runs.push('b')];
    const upkeep = startUpkeep({ tasks, world, onFailure });
    expect(runs).toEqual([]);
    world.tick();
    await expect.poll(() => runs).toEqual(['a', 'b']);
    await upkeep.stop();
    world.tick();
    expect(runs).toEqual(['a', 'b', 'a', 'b']);
  });

  it('does not begin anew while it is at work, and ends with the stop', async () => {
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let count = 0;
    const task = async (): Promise<void> => {
      count += 1;
      await gate;
    };
    const upkeep = startUpkeep({ tasks: [task], world, onFailure });
    world.tick();
    world.tick();
    expect(count).toBe(1);
    const stopping = upkeep.stop();
    open();
    await stopping;
    expect(count).toBe(2);
  });

  it('goes on after a task that fails', async () => {
    const failure = new TypeError('broken for the test');
    let isDone = false;
    const tasks = [
      () => Promise.reject(failure),
      async (): Promise<void> => {
        isDone = true;
      },
    ];
    const upkeep = startUpkeep({ tasks, world, onFailure });
    await upkeep.stop();
    expect([failures, isDone]).toEqual([[failure], true]);
  });
});
