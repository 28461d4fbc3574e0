import { expect, it } from 'vitest';
import { TurnWriter } from './turn-writer.js';

it('writes the lines of a turn at once, and each line once', () => {
  const written: string[] = [];
  const tasks: (() => void)[] = [];
  const writer = new TurnWriter(
    (text) => void written.push(text),
    (task) => void tasks.push(task),
  );
  writer.add('a\n');
  writer.add('b\n');
  expect([written, tasks.length]).toEqual([[], 1]);
  tasks.pop()?.();
  expect(written).toEqual(['a\nb\n']);
  writer.add('c\n');
  writer.flush();
  tasks.pop()?.();
  expect(written).toEqual(['a\nb\n', 'c\n']);
});
