import { createHash, createHmac } from 'node:crypto';
import type { StreamUrlFindingKind } from './finding-kinds.js';
import { keyVariants, pathVariants, type SignedVariant, timeVariants } from './signed-variants.js';
import type { StreamUrlParts } from './split-stream-url.js';

/** Key, path and `ts`, in the order of this name. */
type Parts = readonly [key: string, path: string, ts: string];

/** A way to make a sign of the three, and the mistake that it is. */
interface Construction {
  readonly mistakes: readonly StreamUrlFindingKind[];
  readonly compute: (parts: Parts) => string;
}

const md5 = (...texts: readonly string[]): string =>
  createHash('md5').update(texts.join('')).digest('hex');

const ORDER: readonly StreamUrlFindingKind[] = ['order_of_parts'];

const CONSTRUCTIONS: readonly Construction[] = [
  { mistakes: [], compute: ([key, path, ts]) => md5(key, path, ts) },
  { mistakes: ORDER, compute: ([key, path, ts]) => md5(key, ts, path) },
  { mistakes: ORDER, compute: ([key, path, ts]) => md5(path, key, ts) },
  { mistakes: ORDER, compute: ([key, path, ts]) => md5(path, ts, key) },
  { mistakes: ORDER, compute: ([key, path, ts]) => md5(ts, key, path) },
  { mistakes: ORDER, compute: ([key, path, ts]) => md5(ts, path, key) },
  ...['-', ':', '&', '|', ','].map((separator) => ({
    mistakes: ORDER,
    compute: (parts: Parts): string => md5(parts.join(separator)),
  })),
  {
    mistakes: ['hmac_signed'],
    compute: ([key, path, ts]) => createHmac('md5', key).update(`${path}${ts}`).digest('hex'),
  },
];

/** Mistakes that one program makes at once, at most: more of them prove nothing. */
const MAX_MISTAKES = 2;

/** A whole way to sign: texts in the order of `Parts`, as far as they are chosen. */
interface Way {
  readonly construction: Construction;
  readonly texts: readonly string[];
  readonly mistakes: readonly StreamUrlFindingKind[];
}

/** Each of the ways with each of the variants behind it, while the mistakes are few enough. */
function extend(ways: readonly Way[], variants: readonly SignedVariant[]): readonly Way[] {
  return ways.flatMap(({ construction, texts, mistakes }) =>
    variants
      .filter((variant) => mistakes.length + variant.mistakes.length <= MAX_MISTAKES)
      .map(({ text, mistakes: more }) => ({
        construction,
        texts: [...texts, text],
        mistakes: [...mistakes, ...more],
      })),
  );
}

const toParts = ([key = '', path = '', ts = '']: readonly string[]): Parts => [key, path, ts];

/** Whether the sign that was sent may be that one: a short one may be any half of it. */
const isSameSign = (given: string, computed: string): boolean =>
  given.length === computed.length
    ? given === computed
    : [0, 8, 16].some((start) => computed.slice(start, start + given.length) === given);

/**
 * The mistakes after which `sign` comes out, the fewest that explain it; empty where it is right, undefined where none of
 * those that are tried explains it. For the owner of the key, who is told why, and never in place of the check.
 */
export function findSignedText(
  given: { readonly sign: string; readonly ts: string; readonly authKey: string },
  parts: StreamUrlParts,
): readonly StreamUrlFindingKind[] | undefined {
  const sent = given.sign.toLowerCase();
  const constructions = CONSTRUCTIONS.map((construction) => ({
    construction,
    texts: [],
    mistakes: construction.mistakes,
  }));
  const withKey = extend(constructions, keyVariants(given.authKey, parts));
  const withPath = extend(withKey, pathVariants(parts));
  const ways = extend(withPath, timeVariants(given.ts, parts));
  return ways
    .toSorted((a, b) => a.mistakes.length - b.mistakes.length)
    .find(({ construction, texts }) => isSameSign(sent, construction.compute(toParts(texts))))
    ?.mistakes;
}
