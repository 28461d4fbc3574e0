import { describe, expect, it } from 'vitest';
import * as format006 from './006.js';
import * as format007 from './index.js';

describe('the entry for format 006', () => {
  it('has its three functions and nothing else', () => {
    expect(Object.keys(format006)).toEqual(['inspectToken006', 'issueToken006', 'verifyToken006']);
  });

  it('is not reached through the main entry', () => {
    expect(Object.keys(format007).filter((name) => name.includes('006'))).toEqual([]);
  });
});
