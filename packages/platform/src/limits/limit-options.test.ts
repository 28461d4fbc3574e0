import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../operations/family-table.js';
import { failureLimitOf, familyLimitOf } from './limit-options.js';

describe('limit options', () => {
  it('are those of the documents unless others are given', () => {
    expect(familyLimitOf('projects')).toBe(10);
    expect(familyLimitOf('kicking-rules', {})).toBe(10);
    expect(familyLimitOf('broadcast', { families: { projects: 3 } })).toBe(50);
    expect(familyLimitOf('projects', { families: { projects: 3 } })).toBe(3);
    expect(familyLimitOf('stagedoor')).toBe(FAMILIES.stagedoor.limitPerSecond);
    expect([failureLimitOf(), failureLimitOf({ failuresPerSecond: 3 })]).toEqual([20, 3]);
  });

  it('can be off, all of them', () => {
    expect([familyLimitOf('projects', 'off'), failureLimitOf('off')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
