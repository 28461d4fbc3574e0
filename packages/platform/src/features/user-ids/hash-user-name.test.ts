import { describe, expect, it } from 'vitest';
import { hashUserName } from './hash-user-name.js';

const USER = { realm: 'https://login.example', name: 'alice@example.com' };

describe('hashUserName', () => {
  // Written down: a change would give every user another uid.
  it('never changes', () => {
    expect(hashUserName('a'.repeat(32), USER)).toBe(
      '3f8ce87fc74c12c9b1d77b948a0068d80b1eb65695083c0cd607fbdd991bbcf0',
    );
  });

  it('tells projects, realms and names apart', () => {
    const all = [
      hashUserName('app', { realm: 'a', name: 'b' }),
      hashUserName('app', { realm: 'b', name: 'a' }),
      hashUserName('app', { realm: 'ab', name: '' }),
      hashUserName('app', { realm: '', name: 'ab' }),
      hashUserName('app', { realm: 'a","b', name: '' }),
      hashUserName('appa', { realm: '', name: 'b' }),
      hashUserName('app', { realm: 'a', name: 'B' }),
      hashUserName('app', { realm: 'a', name: '\ud800' }),
      hashUserName('app', { realm: 'a', name: '\ud801' }),
      hashUserName('app', { realm: 'a', name: '\ufffd' }),
      hashUserName('app', { realm: 'a', name: '\\ud800' }),
      hashUserName('app', { realm: 'a', name: 'é' }),
      hashUserName('app', { realm: 'a', name: 'e\u0301' }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('shows nothing of the name', () => {
    expect(hashUserName('app', USER)).toMatch(/^[0-9a-f]{64}$/);
  });
});
