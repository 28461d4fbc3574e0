import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/test-outcome.js';
import { ProjectSet } from './project-set.js';

const ONE = { appId: APP_ID, certificates: [CERTIFICATE] } as const;
const OTHER = { appId: 'f'.repeat(32), certificates: [CERTIFICATE] } as const;

describe('a set of projects', () => {
  it('finds by App ID', () => {
    const set = new ProjectSet([ONE, OTHER]);
    expect([set.find(OTHER.appId), set.find('e'.repeat(32))]).toEqual([OTHER, undefined]);
  });

  it('finds the only one without', () => {
    expect(new ProjectSet([ONE]).find(undefined)).toEqual(ONE);
    expect(new ProjectSet([ONE, OTHER]).find(undefined)).toBeUndefined();
  });
});
