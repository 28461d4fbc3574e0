import { timingSafeEqual } from 'node:crypto';
import { computeSign } from './compute-sign.js';
import { splitStreamUrl, type StreamUrlParts, valuesOf } from './split-stream-url.js';

/** Why a stream URL is refused; never changes. */
export type StreamUrlRefusal =
  /** It is no URL, or has a fragment. */
  | 'url_unreadable'
  | 'ts_missing'
  | 'ts_repeated'
  /** `ts` is not of ten decimal digits. */
  | 'ts_malformed'
  | 'sign_missing'
  | 'sign_repeated'
  /** `sign` has 16 hex digits, as finished URLs in the documents show it. 32 are computed, and demanded. */
  | 'sign_short'
  /** `sign` is not of 32 hex digits. */
  | 'sign_malformed'
  /** The instant `ts` is over. */
  | 'expired'
  /** `ts` lies further ahead than the operator allows. */
  | 'too_far_ahead'
  /** Another key, path or `ts` was signed. */
  | 'sign_wrong';

/** Whether a stream may be pushed or played by a URL. */
export type StreamUrlDecision =
  /** `expiresAt` is Unix seconds, the last one that it works in. */
  | { readonly kind: 'allowed'; readonly path: string; readonly expiresAt: number }
  /** The domain has no timestamp key, so nothing is checked. */
  | { readonly kind: 'unprotected'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: StreamUrlRefusal };

/** What `checkStreamUrl` takes. */
export interface CheckStreamUrlOptions {
  /** As it was requested, not decoded: the whole URL, or path and query. */
  readonly url: string;
  /** The timestamp key of the domain that was asked; undefined where it has none. */
  readonly authKey: string | undefined;
  /** Unix seconds. There is no tolerance. */
  readonly now: number;
  /** How far ahead `ts` may lie. Default: any distance. */
  readonly maxAheadSeconds?: number | undefined;
}

const TS = /^\d{10}$/;
const SIGN = /^[0-9a-f]{32}$/i;
const SHORT_SIGN = /^[0-9a-f]{16}$/i;

const refuse = (reason: StreamUrlRefusal): StreamUrlDecision => ({ kind: 'refused', reason });

/** What is wrong with the two parameters, whatever they prove. */
function findFormFault(
  ts: readonly string[],
  sign: readonly string[],
): StreamUrlRefusal | undefined {
  const [firstTs = '', ...otherTs] = ts;
  const [firstSign = '', ...otherSigns] = sign;
  if (ts.length === 0) return 'ts_missing';
  if (sign.length === 0) return 'sign_missing';
  if (otherTs.length > 0) return 'ts_repeated';
  if (otherSigns.length > 0) return 'sign_repeated';
  if (!TS.test(firstTs)) return 'ts_malformed';
  if (SHORT_SIGN.test(firstSign)) return 'sign_short';
  return SIGN.test(firstSign) ? undefined : 'sign_malformed';
}

function checkProof(
  parts: StreamUrlParts,
  { authKey = '', now, maxAheadSeconds = Infinity }: CheckStreamUrlOptions,
): StreamUrlDecision {
  const { path } = parts;
  const tsValues = valuesOf(parts, 'ts');
  const signValues = valuesOf(parts, 'sign');
  const fault = findFormFault(tsValues, signValues);
  if (fault !== undefined) return refuse(fault);
  const [ts = ''] = tsValues;
  const expiresAt = Number(ts);
  // Asked this way round, so that a clock that gives no number lets nobody in.
  if (!(now <= expiresAt)) return refuse('expired');
  if (!(expiresAt <= now + maxAheadSeconds)) return refuse('too_far_ahead');
  const given = Buffer.from(signValues[0] ?? '', 'hex');
  if (!timingSafeEqual(computeSign({ authKey, path, ts }), given)) return refuse('sign_wrong');
  return { kind: 'allowed', path, expiresAt };
}

/**
 * Decides whether a stream may be pushed or played by this URL. `ts` and `sign` must be there once, `ts` must not be over,
 * and `sign` must be that of the key, the path exactly as it was requested, and `ts`; hex digits of either case. Host,
 * scheme and other parameters are not signed. media-broadcast.md 12.
 */
export function checkStreamUrl(options: CheckStreamUrlOptions): StreamUrlDecision {
  const parts = splitStreamUrl(options.url);
  if (parts === undefined) return refuse('url_unreadable');
  const { authKey } = options;
  // An empty key would let everybody compute the sign.
  if (authKey === undefined || authKey === '') return { kind: 'unprotected', path: parts.path };
  return checkProof(parts, options);
}
