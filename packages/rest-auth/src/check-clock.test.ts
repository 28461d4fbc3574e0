import { expect, it } from 'vitest';
import { checkClock } from './check-clock.js';

it.each([0, 1_795_242_600, 99_999_999_999])('takes %d', (now) => {
  expect(() => checkClock(now)).not.toThrow();
});

it.each([Number.NaN, -1, 1_795_242_600_000, Number.POSITIVE_INFINITY])('refuses %d', (now) => {
  expect(() => checkClock(now)).toThrow(expect.objectContaining({ code: 'invalid_auth_option' }));
});
