import { expect, it } from 'vitest';
import { Closing } from './closing.js';

it('closes the last one first, all of them, and tells of the first failure', async () => {
  const closed: string[] = [];
  const closing = new Closing();
  closing.add(() => void closed.push('first'));
  closing.add(() => {
    throw new TypeError('the second one');
  });
  closing.add(async () => void closed.push('third'));
  await expect(closing.run()).rejects.toThrow('the second one');
  expect(closed).toEqual(['third', 'first']);
  // Nothing is closed twice.
  await closing.run();
  expect(closed).toHaveLength(2);
});
