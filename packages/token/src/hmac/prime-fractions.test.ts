import { describe, expect, it } from 'vitest';
import { computePrimeFractions } from './prime-fractions.js';

const hexOf = (fractions: Int32Array): readonly string[] =>
  [...fractions].map((word) => (word >>> 0).toString(16).padStart(8, '0'));

describe('computePrimeFractions', () => {
  it('gives the initial hash value of FIPS 180-4, section 5.3.3', () => {
    expect(hexOf(computePrimeFractions(8, Math.sqrt)).join(' ')).toBe(
      '6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19',
    );
  });

  it('gives the first and the last constants of FIPS 180-4, section 4.2.2', () => {
    const constants = hexOf(computePrimeFractions(64, Math.cbrt));
    expect(constants.slice(0, 4).join(' ')).toBe('428a2f98 71374491 b5c0fbcf e9b5dba5');
    expect(constants.slice(-4).join(' ')).toBe('90befffa a4506ceb bef9a3f7 c67178f2');
  });

  it('leaves to every engine more room for error than a double needs', () => {
    for (const root of [Math.sqrt, Math.cbrt]) {
      for (const wrong of [1 - 2 ** -50, 1 + 2 ** -50]) {
        const off = computePrimeFractions(64, (value) => root(value) * wrong);
        expect(off).toEqual(computePrimeFractions(64, root));
      }
    }
  });
});
