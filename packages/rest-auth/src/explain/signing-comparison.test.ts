import { describe, expect, it } from 'vitest';
import { SecretOmitter } from './secret-omitter.js';
import { compareStrings, findStringDifference } from './signing-comparison.js';

describe('findStringDifference', () => {
  it.each([
    ['', '', undefined],
    ['abc', 'abc', undefined],
    ['abc', 'abd', { line: 1, column: 3 }],
    ['a\nbc', 'a\nb', { line: 2, column: 2 }],
    ['a\nb', 'a\nb\n', { line: 2, column: 2 }],
    ['a\nb', 'a\r\nb', { line: 1, column: 2 }],
    ['a\nb', String.raw`a\nb`, { line: 1, column: 2 }],
    ['a\n', 'a\nb', { line: 2, column: 1 }],
  ])('of %j and %j is %j', (a, b, difference) => {
    expect(findStringDifference(a, b)).toEqual(difference);
  });
});

describe('compareStrings', () => {
  const omitter = new SecretOmitter(['sesame']);

  it('shows lines without secrets', () => {
    const server = 'host: a\ncookie: b=c\n"x-agora-token": d\nx: sesame';
    expect(compareStrings(server, undefined, omitter)).toEqual({
      server: ['host: a', 'cookie: …', '"x-agora-token": …', 'x: …'],
    });
  });

  it('shows both, and where they differ in truth', () => {
    expect(compareStrings('a: 1\nb: 2', { text: 'a: 1\nb: 3', is: 'given' }, omitter)).toEqual({
      server: ['a: 1', 'b: 2'],
      client: ['a: 1', 'b: 3'],
      clientIs: 'given',
      difference: { line: 2, column: 4 },
    });
    expect(compareStrings('a', { text: 'a', is: 'given' }, omitter)).not.toHaveProperty(
      'difference',
    );
  });
});
