import type { RtcExpectation } from '../src/services/rtc.js';
import { verifyToken, type VerifyTokenOptions } from '../src/verify-token.js';
import { outcomeOf } from './catch-token-error.js';
import { type ForgedContent, forgeService, forgeToken } from './forge-token.js';
import { sampleVerify } from './sample-options.js';

/** A service that is no row of our table. */
export const UNKNOWN: Uint8Array = forgeService(99, [[1, 600]], ['zoe']);

/** What comes of verifying a token made by hand: `fine`, or the code. */
export const judge = (content: ForgedContent, options: Partial<VerifyTokenOptions> = {}): string =>
  outcomeOf(() => verifyToken(forgeToken(content), sampleVerify(options)));

/** The same where something is expected of its RTC service. */
export const judgeRtc = (
  services: readonly Uint8Array[],
  wanted: Omit<RtcExpectation, 'service'>,
  options: Partial<VerifyTokenOptions> = {},
): string => judge({ services }, { expect: { service: 'rtc', ...wanted }, ...options });
