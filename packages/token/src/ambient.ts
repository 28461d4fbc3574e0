import type { UnixSeconds } from './unix-seconds.js';
import { parseUnixSeconds } from './parse-unix-seconds.js';

/** Official builders draw the salt from 1 to this number. */
const MAX_DRAWN_SALT = 99_999_999;

// One call into the random source costs more than a whole HMAC, and a salt is not a secret: draw many at a time.
const pool = new Uint32Array(128);
let used = pool.length;

/** The next number of the pool, filled anew when it is used up. */
function drawUint32(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const value = pool[used] ?? 0;
  used += 1;
  return value;
}

/** The system clock in whole Unix seconds: what `now` and `issuedAt` mean when the caller gives none. */
export function currentTime(): UnixSeconds {
  return parseUnixSeconds('the system clock', Math.floor(Date.now() / 1000));
}

/**
 * A salt from the system's secure random source, uniform in 1..99999999, the range of the official builders. Numbers that
 * would make the low salts likelier than the high ones are thrown away.
 */
export function drawSalt(): number {
  const fair = Math.floor(2 ** 32 / MAX_DRAWN_SALT) * MAX_DRAWN_SALT;
  let value = drawUint32();
  while (value >= fair) value = drawUint32();
  return 1 + (value % MAX_DRAWN_SALT);
}
