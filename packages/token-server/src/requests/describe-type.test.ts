import { describe, expect, it } from 'vitest';
import { describeType } from './describe-type.js';

describe('the type of a JSON value', () => {
  it.each([
    [null, 'null'],
    [[], 'list'],
    [{}, 'object'],
    ['', 'string'],
    [0, 'number'],
    [false, 'boolean'],
  ])('of %j is %s', (value, type) => {
    expect(describeType(value)).toBe(type);
  });
});
