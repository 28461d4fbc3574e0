import { describe, expect, it } from 'vitest';
import { checkSignedSince } from './check-signed-since.js';

const STARTED_AT = 1_795_242_600;
const windowSeconds = 300;

const check = (signedAt: number) => (): void =>
  checkSignedSince(STARTED_AT, { expiresAt: signedAt + windowSeconds + 1, windowSeconds });

describe('checkSignedSince', () => {
  it.each([STARTED_AT, STARTED_AT + 1, STARTED_AT + 300])('takes what was signed since', (time) => {
    expect(check(time)).not.toThrow();
  });

  it.each([STARTED_AT - 1, STARTED_AT - 300])('refuses what was signed before', (time) => {
    expect(check(time)).toThrow(expect.objectContaining({ code: 'signed_before_start' }));
  });

  it('locks nobody out where the memory began by a clock that was set back', () => {
    expect(check(STARTED_AT - 301)).not.toThrow();
  });
});
