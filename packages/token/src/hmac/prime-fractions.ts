function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
    if (candidate % divisor === 0) return false;
  }
  return true;
}

/**
 * The first 32 bits of the fractional parts of a root of each of the first `count` primes: what FIPS 180-4, sections
 * 4.2.2 and 5.3.3, prints as tables. Roots of numbers below 312 have 35 such bits before the last that a double gets
 * right, so every engine comes to the same; the digests of NIST are the proof.
 */
export function computePrimeFractions(count: number, root: (value: number) => number): Int32Array {
  const fractions = new Int32Array(count);
  let found = 0;
  for (let candidate = 2; found < count; candidate += 1) {
    if (!isPrime(candidate)) continue;
    fractions[found] = (root(candidate) % 1) * 2 ** 32;
    found += 1;
  }
  return fractions;
}
