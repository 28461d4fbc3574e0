import { describe, expect, it } from 'vitest';
import { DateOutsideWindowError } from '../../errors.js';
import { checkTimes } from './check-times.js';

const NOW = 10_000;

function refusal(createdAt: number, expiresAt?: number): DateOutsideWindowError {
  try {
    checkTimes({ createdAt, expiresAt }, NOW, 300);
  } catch (error) {
    if (error instanceof DateOutsideWindowError) return error;
  }
  throw new Error('expected date_outside_window');
}

describe('checkTimes', () => {
  it.each([
    [NOW, undefined],
    [NOW - 300, undefined],
    [NOW + 300, undefined],
    [NOW - 300, NOW],
    [NOW, NOW + 300],
    [NOW + 300, NOW + 301],
  ])('takes created %d and expires %s', (createdAt, expiresAt) => {
    expect(() => {
      checkTimes({ createdAt, expiresAt }, NOW, 300);
    }).not.toThrow();
  });

  it('says how far created is off', () => {
    expect(refusal(NOW - 301)).toMatchObject({ offBySeconds: -301 });
    expect(refusal(NOW + 301)).toMatchObject({ offBySeconds: 301 });
    expect(refusal(NOW - 3600).message).toContain('time zone');
    expect(refusal(Number.NaN)).toMatchObject({ offBySeconds: Number.NaN });
    expect(refusal(Number.NaN).message).toBe('created must be there, as whole Unix seconds');
  });

  it('says what is wrong with expires', () => {
    expect(refusal(NOW - 9, NOW - 1).message).toContain('expires is 1 s past');
    expect(refusal(NOW - 9, NOW - 1).offBySeconds).toBe(-1);
    expect(refusal(NOW, NOW).message).toBe('expires must be after created');
    expect(refusal(NOW, NOW + 301).message).toBe('expires may be at most 300 s after created');
    expect(refusal(NOW, Number.NaN).message).toBe('expires must be whole Unix seconds');
  });
});
