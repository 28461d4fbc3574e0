import { describe, expect, it } from 'vitest';
import * as explain from './explain.js';
import * as main from './index.js';

describe('the entry for explanations', () => {
  it('has the function, what it can find, and what reads pasted requests', () => {
    expect(Object.keys(explain).toSorted()).toEqual([
      'PastedRequestUnreadableError',
      'REQUEST_FINDING_KINDS',
      'explainRequest',
      'parseCurl',
      'parseHarEntry',
      'parsePastedRequest',
      'parseRawRequest',
      'withPastedBody',
    ]);
  });

  it('is not reached through the main entry, whose users need not load its texts', () => {
    expect(Object.keys(main)).not.toContain('explainRequest');
  });
});
