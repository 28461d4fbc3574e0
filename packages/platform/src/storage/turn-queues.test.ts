import { expect, it } from 'vitest';
import { until } from '../../test/until.js';
import { TurnQueues } from './turn-queues.js';

/** Work that ends when it is told to. */
class HeldWork {
  isBegun = false;
  end: () => void = () => undefined;

  readonly run = (): Promise<void> => {
    this.isBegun = true;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets an organization do one thing after the other, in their order', async () => {
  const queues = new TurnQueues();
  const [first, second] = [new HeldWork(), new HeldWork()];
  const firstDone = queues.take('one', first.run);
  const secondDone = queues.take('one', second.run);
  await soon();
  expect([first.isBegun, second.isBegun]).toEqual([true, false]);
  first.end();
  await firstDone;
  await until(() => second.isBegun);
  second.end();
  await secondDone;
});

it('lets no organization wait for another', async () => {
  const queues = new TurnQueues();
  const held = new HeldWork();
  const heldDone = queues.take('busy', held.run);
  await expect(queues.take('other', () => Promise.resolve(7))).resolves.toBe(7);
  held.end();
  await heldDone;
});

it('goes on after what failed, and gives each its own outcome', async () => {
  const queues = new TurnQueues();
  const failed = queues.take('one', () => Promise.reject(new Error('refused')));
  const after = queues.take('one', () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('refused');
  await expect(after).resolves.toBe('done');
});

it('lets others be heard between two turns, however quick these are', async () => {
  const queues = new TurnQueues();
  let done = 0;
  const quick = async (): Promise<void> => {
    done += 1;
  };
  const all = Promise.all(Array.from({ length: 20 }, () => queues.take('busy', quick)));
  await soon();
  expect(done).toBeLessThan(5);
  await all;
  expect(done).toBe(20);
});
