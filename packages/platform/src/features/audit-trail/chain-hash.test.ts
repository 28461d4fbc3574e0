import { createHmac } from 'node:crypto';
import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKeyIdOf, hashRow, keyIdOfHash, sealHead } from './chain-hash.js';

const key = { id: auditKeyIdOf(new Uint8Array(32).fill(1)), key: new Uint8Array(32).fill(1) };

const ROW = {
  seq: 7,
  atMs: 1_795_242_600_000,
  organizationId: null,
  actor: 'cli:zoë',
  action: 'project.create',
  target: 'project 3f0c9a7b1d',
  outcome: 'done',
  code: null,
  address: null,
  requestId: '',
  details: '{"name":"stage"}',
};

/** A text as the documented form has it. */
const net = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

describe('the hash of a row', () => {
  it('is a MAC over every value in its documented form', () => {
    const previous = `v1.${key.id}.${'ab'.repeat(32)}`;
    const fields = [
      net('stagedoor/audit-trail/row/v1'),
      net(key.id),
      net(previous),
      '1:7,',
      '13:1795242600000,',
      '~',
      '8:cli:zoë,',
      net('project.create'),
      net('project 3f0c9a7b1d'),
      '4:done,',
      '~', // code
      '~', // address
      '0:,',
      net('{"name":"stage"}'),
    ].join('');
    const expected = createHmac('sha256', key.key).update(fields).digest('hex');
    expect(hashRow(ROW, previous, key)).toBe(`v1.${key.id}.${expected}`);
  });

  it('differs where anything differs, wherever one value ends', () => {
    const text = constantFrom(null, '', '~', '0:,', '1:a,', 'a', 'aa', ',', ':');
    const row = record({
      organizationId: text,
      actor: constantFrom('', 'a', 'aa', '~'),
      target: text,
      code: text,
      details: text,
      seq: integer({ min: 1, max: 12 }),
      atMs: integer({ min: 0, max: 12 }),
    });
    assert(
      property(row, row, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        const hashes = [one, other].map((each) => hashRow({ ...ROW, ...each }, '', key));
        expect(hashes[0] === hashes[1]).toBe(isSame);
      }),
      { numRuns: 2000 },
    );
  });

  it('is another one with another key, and after another row', () => {
    const other = { id: key.id, key: new Uint8Array(32).fill(2) };
    const hashes = [hashRow(ROW, '', key), hashRow(ROW, 'x', key), hashRow(ROW, '', other)];
    expect(new Set(hashes).size).toBe(3);
  });
});

it('seals a head in another way than it hashes rows', () => {
  const head = { seq: 7, hash: hashRow(ROW, '', key) };
  expect(sealHead(head, key)).not.toBe(sealHead({ ...head, seq: 8 }, key));
  expect(keyIdOfHash(sealHead(head, key))).toBe(key.id);
});

it.each(['', 'v1', `v2.${key.id}.${'0'.repeat(64)}`, `v1.${key.id}.${'0'.repeat(63)}`, '\n'])(
  'reads no key from %j',
  (text) => {
    expect(keyIdOfHash(text)).toBeUndefined();
  },
);
