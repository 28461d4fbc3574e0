import { describe, expect, it } from 'vitest';
import { describeSize, isWithinBudget, measurePart, PARTS, type PartSize } from './bundle-sizes.js';

describe('the size of the built package', () => {
  it.each(PARTS)('is within its budget: $name', async (part) => {
    const size = await measurePart(part);
    expect(isWithinBudget(size) ? '' : describeSize(size)).toBe('');
  });

  it('leaves out what is not imported', async () => {
    const [one, all] = await Promise.all([
      measurePart({ ...PARTS[0]!, imports: "export { parseAppId } from '@stagedoor/token';" }),
      measurePart({ ...PARTS[0]!, imports: "export * from '@stagedoor/token';" }),
    ]);
    expect(one.gzippedBytes).toBeLessThan(all.gzippedBytes / 8);
  });
});

describe('what is said of a size', () => {
  const size: PartSize = {
    name: 'verify alone',
    imports: '',
    budgetBytes: 7000,
    targetBytes: 6000,
    minifiedBytes: 20_000,
    gzippedBytes: 6900,
  };

  it('is how far the target is, while the budget holds', () => {
    expect(isWithinBudget(size)).toBe(true);
    expect(describeSize(size)).toMatch(
      /^verify alone +6\.9 kB gzipped +20\.0 kB minified +budget 7\.0 kB, target 6\.0 kB: 0\.9 kB over$/,
    );
    expect(describeSize({ ...size, gzippedBytes: 6000 })).toMatch(/target 6\.0 kB: met$/);
  });

  it('is by how much it is over its budget', () => {
    const large = { ...size, gzippedBytes: 7001 };
    expect(isWithinBudget(large)).toBe(false);
    expect(describeSize(large)).toMatch(/OVER by 1 bytes$/);
  });
});
