import { expect, it } from 'vitest';
import { TableDigester } from './table-digester.js';

const digestOf = (...batches: readonly (readonly (readonly (string | number | null)[])[])[]) => {
  const digester = new TableDigester('notes');
  for (const rows of batches) digester.add(rows);
  return digester.finish();
};

it('adds rows up, however they come in parts', () => {
  expect(digestOf([['a', 1]], [['b', null]])).toEqual(
    digestOf([
      ['a', 1],
      ['b', null],
    ]),
  );
  expect(digestOf([['a', 1]], [['b', null]])).toMatchObject({ name: 'notes', rows: 2 });
});

it('tells other cells, another order and other bounds between cells apart', () => {
  const digests = [
    digestOf([['a', 'b']], [['c', 'd']]),
    digestOf([['c', 'd']], [['a', 'b']]),
    digestOf([['a', 'b,c', 'd']]),
    digestOf([['a', 'b']], [['c', null]]),
    digestOf([['1']]),
    digestOf([[1]]),
    digestOf(),
  ].map(({ sha256 }) => sha256);
  expect(new Set(digests).size).toBe(digests.length);
});
