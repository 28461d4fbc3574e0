import { describe, expect, it } from 'vitest';
import { parseRevocationSubject } from './parse-revocation-subject.js';

describe('parseRevocationSubject', () => {
  it('gives what the column has, and undefined for the rest', () => {
    expect(parseRevocationSubject('{"user":"zo\\u0000\\u00eb","channel":"stage-1"}')).toEqual({
      user: 'zo\u0000ë',
      channel: 'stage-1',
      fingerprint: undefined,
    });
    expect(parseRevocationSubject('{}')).toEqual({
      user: undefined,
      channel: undefined,
      fingerprint: undefined,
    });
  });
});
