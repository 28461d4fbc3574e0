import { describe, expect, it } from 'vitest';
import { revocationKey, type RevocationSubject } from './revocation.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';

describe('revocationKey', () => {
  const subjects: readonly RevocationSubject[] = [
    { kind: 'project' },
    { kind: 'token', identity: 'a' },
    { kind: 'user', user: 'a' },
    { kind: 'user', user: 'a ' },
    { kind: 'user', user: 'a","b' },
    { kind: 'user', user: '\u0000' },
    { kind: 'channel', channel: 'a' },
    { kind: 'channel-user', channel: 'a', user: 'b' },
    { kind: 'channel-user', channel: 'b', user: 'a' },
    { kind: 'channel-user', channel: 'a","b', user: '' },
    { kind: 'channel-user', channel: 'ab', user: '' },
  ];

  it('is another one for each subject, and of one form', () => {
    const keys = subjects.map((subject) => revocationKey(APP_ID, subject));
    expect(new Set(keys).size).toBe(subjects.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is another one in each project', () => {
    const other = APP_ID.toUpperCase();
    expect(revocationKey(APP_ID, { kind: 'project' })).not.toBe(
      revocationKey(other, { kind: 'project' }),
    );
  });

  it('stays the same for ever, because it is stored', () => {
    expect(revocationKey(APP_ID, { kind: 'user', user: '42' })).toBe(
      'c17b080797d9b04120de44add796be74',
    );
  });
});
