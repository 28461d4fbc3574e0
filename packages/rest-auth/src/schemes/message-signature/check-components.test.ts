import { describe, expect, it } from 'vitest';
import { CoverageInsufficientError } from '../../errors.js';
import { checkComponents } from './check-components.js';

const plain = (...names: string[]): { name: string; hasParameters: boolean }[] =>
  names.map((name) => ({ name, hasParameters: false }));
const PARTS = ['@method', '@authority', '@path', '@query'];

function missing(names: readonly string[], hasBody: boolean): readonly string[] {
  try {
    checkComponents(plain(...names), hasBody);
  } catch (error) {
    if (error instanceof CoverageInsufficientError) return error.missing;
  }
  throw new Error('expected coverage_insufficient');
}

describe('checkComponents', () => {
  it.each([
    ['the parts of the URL', PARTS, false],
    ['the whole URL', ['@target-uri', '@method'], false],
    ['the digest of a body', [...PARTS, 'content-digest'], true],
    ['the digest of no body', [...PARTS, 'content-digest'], false],
    ['more', [...PARTS, '@target-uri', '@scheme', '@request-target', 'date'], false],
  ])('takes %s', (_, names, hasBody) => {
    expect(() => {
      checkComponents(plain(...names), hasBody);
    }).not.toThrow();
  });

  it('names what is missing', () => {
    expect(missing(['@path', 'host'], false)).toEqual(['@method', '@authority', '@query']);
    expect(missing(['@target-uri'], true)).toEqual(['@method', 'content-digest']);
    expect(missing(PARTS, true)).toEqual(['content-digest']);
  });

  it('says what is too much', () => {
    const tooMuch = (...components: Parameters<typeof checkComponents>[0]) => {
      return (): void => {
        checkComponents([...plain(...PARTS), ...components], false);
      };
    };
    expect(tooMuch({ name: 'date', hasParameters: true })).toThrow('may not have parameters');
    expect(tooMuch(...plain('@path'))).toThrow('covered twice');
    expect(tooMuch(...plain('@status'))).toThrow('@status is not a component of requests');
  });
});
