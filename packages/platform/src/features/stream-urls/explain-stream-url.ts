import {
  checkStreamUrl,
  type CheckStreamUrlOptions,
  type StreamUrlDecision,
} from './check-stream-url.js';
import { sortFindings, type StreamUrlFinding, type StreamUrlFindingKind } from './finding-kinds.js';
import { describeStreamUrlFinding } from './finding-texts.js';
import { findSignedText } from './find-signed-text.js';
import {
  otherParameters,
  splitStreamUrl,
  type StreamUrlParts,
  valuesOf,
} from './split-stream-url.js';

/** What is wrong with a stream URL. Holds neither key nor sign. */
export interface StreamUrlReport {
  readonly verdict: 'accepted' | 'rejected';
  /** Why `checkStreamUrl` refuses it. */
  readonly reason?: Extract<StreamUrlDecision, { readonly kind: 'refused' }>['reason'];
  readonly path?: string;
  /** What `ts` says, Unix seconds, where it can be read. */
  readonly expiresAt?: number;
  /** In the order of their kinds. */
  readonly findings: readonly StreamUrlFinding[];
}

/** media-broadcast.md 12 advises minutes. */
const FAR_AHEAD_SECONDS = 24 * 60 * 60;
const SECONDS = /^\d{10}$/;
const MILLISECONDS = /^\d{13}$/;
const HEX = /^(?=.*[a-f])[0-9a-f]{8}$/i;
const HEX_SIGN = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/i;
const NEEDS_ENCODING = /[^!-~]|["<>\\^`{|}]/;
const OF_HTTP = /^https?:/i;

/** What may be meant by `ts`, and what is wrong with how it is written. */
interface ReadTime {
  readonly kinds: readonly StreamUrlFindingKind[];
  readonly expiresAt?: number;
}

function readTime(ts: string): ReadTime {
  if (SECONDS.test(ts)) return { kinds: [], expiresAt: Number(ts) };
  if (MILLISECONDS.test(ts)) {
    return { kinds: ['ts_milliseconds'], expiresAt: Math.floor(Number(ts) / 1000) };
  }
  if (HEX.test(ts)) return { kinds: ['ts_hex'], expiresAt: Number.parseInt(ts, 16) };
  return { kinds: ['ts_malformed'] };
}

function timeKinds(
  ts: string,
  { now, maxAheadSeconds = Infinity }: CheckStreamUrlOptions,
): ReadTime {
  const { kinds, expiresAt } = readTime(ts);
  if (expiresAt === undefined) return { kinds };
  const isOver = expiresAt < now;
  const isTooFar = expiresAt > now + maxAheadSeconds;
  const isFar = !isTooFar && expiresAt > now + FAR_AHEAD_SECONDS;
  return {
    expiresAt,
    kinds: [
      ...kinds,
      ...(isOver ? (['expired'] as const) : []),
      ...(isTooFar ? (['too_far_ahead'] as const) : []),
      ...(isFar ? (['far_ahead'] as const) : []),
    ],
  };
}

/** What is said of a sign that has no form, or is not the right one. */
function signKinds(
  sign: string,
  ts: string,
  { parts, authKey }: { readonly parts: StreamUrlParts; readonly authKey: string },
): readonly StreamUrlFindingKind[] {
  if (!HEX_SIGN.test(sign)) return ['sign_malformed'];
  const isShort = sign.length === 16;
  const mistakes = findSignedText({ sign, ts, authKey }, parts) ?? ['sign_wrong'];
  return [...(isShort ? (['sign_short'] as const) : []), ...mistakes];
}

/** Once each, or what is wrong with their number. */
function countKinds(
  ts: readonly string[],
  sign: readonly string[],
): readonly StreamUrlFindingKind[] {
  return [
    ...(ts.length === 0 ? (['ts_missing'] as const) : []),
    ...(ts.length > 1 ? (['ts_repeated'] as const) : []),
    ...(sign.length === 0 ? (['sign_missing'] as const) : []),
    ...(sign.length > 1 ? (['sign_repeated'] as const) : []),
  ];
}

/** What works and may surprise. */
function surpriseKinds(parts: StreamUrlParts): readonly StreamUrlFindingKind[] {
  const isEncodedLater = OF_HTTP.test(parts.origin) && NEEDS_ENCODING.test(parts.path);
  return [
    ...(isEncodedLater ? (['path_not_encoded'] as const) : []),
    ...(otherParameters(parts).length > 0 ? (['parameters_not_signed'] as const) : []),
  ];
}

function findKinds(parts: StreamUrlParts, options: CheckStreamUrlOptions): ReadTime {
  const { authKey = '' } = options;
  if (authKey === '') return { kinds: ['key_missing'] };
  const tsValues = valuesOf(parts, 'ts');
  const signValues = valuesOf(parts, 'sign');
  const [ts] = tsValues;
  const [sign] = signValues;
  const time = ts === undefined ? { kinds: [] } : timeKinds(ts, options);
  const kinds = [
    ...countKinds(tsValues, signValues),
    ...time.kinds,
    ...(sign === undefined || ts === undefined ? [] : signKinds(sign, ts, { parts, authKey })),
    ...surpriseKinds(parts),
  ];
  return { ...time, kinds };
}

function describeKinds(kinds: readonly StreamUrlFindingKind[]): readonly StreamUrlFinding[] {
  return sortFindings([...new Set(kinds)].map(describeStreamUrlFinding));
}

/**
 * Says why a stream URL is refused, and what to do about it: what programs sign by mistake is tried. For the owner of the
 * timestamp key. The verdict is that of `checkStreamUrl`.
 */
export function explainStreamUrl(options: CheckStreamUrlOptions): StreamUrlReport {
  const decision = checkStreamUrl(options);
  const verdict = decision.kind === 'refused' ? 'rejected' : 'accepted';
  const reason = decision.kind === 'refused' ? { reason: decision.reason } : {};
  const parts = splitStreamUrl(options.url);
  if (parts === undefined)
    return { verdict, ...reason, findings: describeKinds(['url_unreadable']) };
  const { kinds, expiresAt } = findKinds(parts, options);
  return {
    verdict,
    ...reason,
    path: parts.path,
    ...(expiresAt !== undefined && { expiresAt }),
    findings: describeKinds(kinds),
  };
}
