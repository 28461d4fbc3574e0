import { describe, expect, it } from 'vitest';
import * as explain from './explain.js';
import * as main from './index.js';

describe('the entry for explanations', () => {
  it('has the function and the list of what it can find', () => {
    expect(Object.keys(explain).toSorted()).toEqual(['FINDING_KINDS', 'explainToken']);
  });

  it('is not reached through the main entry, whose users need not load its texts', () => {
    expect(Object.keys(main)).not.toContain('explainToken');
  });
});
