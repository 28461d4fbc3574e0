import type { StreamUrlFindingKind } from './finding-kinds.js';
import { otherParameters, type StreamUrlParts } from './split-stream-url.js';

/** A text that may have been signed in place of the right one, and the mistakes that lead to it. */
export interface SignedVariant {
  readonly text: string;
  readonly mistakes: readonly StreamUrlFindingKind[];
}

/** One mistake, as what it makes of a text; undefined where it makes nothing else of it. */
interface Mistake {
  readonly kind: StreamUrlFindingKind;
  readonly apply: (text: string, parts: StreamUrlParts) => string | undefined;
}

const mistake = (kind: StreamUrlFindingKind, apply: Mistake['apply']): Mistake => ({ kind, apply });

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const ENCODING: readonly Mistake[] = [
  mistake('path_signed_decoded', decodePath),
  mistake('path_signed_encoded', (path) => encodeURI(path)),
];

const SUFFIX = /(?:\.[a-z0-9]{2,4}|\/[^/]+\.m3u8)$/i;

const SUFFIXES: readonly Mistake[] = [
  mistake('suffix_not_signed', (path) => path.replace(SUFFIX, '')),
  ...['.flv', '/playlist.m3u8', '.m3u8'].map((suffix) =>
    mistake('suffix_signed_only', (path) => path + suffix),
  ),
];

const hostOf = ({ origin }: StreamUrlParts): string => origin.replace(/^.*\/\//, '');

const EXTENT: readonly Mistake[] = [
  mistake('slash_not_signed', (path) => path.slice(1)),
  mistake('slash_not_signed', (path) => path.replace(/\/$/, '')),
  mistake('slash_signed_only', (path) => `${path}/`),
  mistake('entry_point_not_signed', (path) => /\/[^/]*$/.exec(path)?.[0]),
  mistake('entry_point_not_signed', (path) => /[^/]*$/.exec(path)?.[0]),
  mistake('host_signed', (path, { origin }) => origin + path),
  mistake('host_signed', (path, parts) => hostOf(parts) + path),
  mistake('host_signed', (path, parts) => hostOf(parts).replace(/:\d+$/, '') + path),
  mistake('query_signed', (path, parts) => `${path}?${otherParameters(parts).join('&')}`),
  mistake('letter_case_of_path', (path) => path.toLowerCase()),
];

const TIME: readonly Mistake[] = [
  mistake('ts_signed_as_milliseconds', (ts) => `${ts}000`),
  mistake('ts_signed_as_hex', (ts) => Number(ts).toString(16)),
  mistake('ts_signed_as_hex', (ts) => Number(ts).toString(16).toUpperCase()),
  mistake('ts_not_signed', () => ''),
  // Where `ts` itself is written in one of these ways, and the right text was signed.
  mistake('ts_milliseconds', (ts) => (ts.length === 13 ? ts.slice(0, 10) : undefined)),
  mistake('ts_hex', (ts) => (ts.length === 8 ? String(Number.parseInt(ts, 16)) : undefined)),
];

const KEY: readonly Mistake[] = [
  mistake('key_with_blanks', (key) => key.trim()),
  mistake('key_with_blanks', (key) => ` ${key}`),
  mistake('key_with_blanks', (key) => `${key} `),
  mistake('key_with_line_break', (key) => `${key}\n`),
  mistake('key_with_line_break', (key) => `${key}\r\n`),
  mistake('letter_case_of_key', (key) => key.toLowerCase()),
  mistake('letter_case_of_key', (key) => key.toUpperCase()),
  mistake('key_not_signed', () => ''),
];

/** The variants, and what each of the mistakes makes of each of them. */
function withOneMore(
  variants: readonly SignedVariant[],
  mistakes: readonly Mistake[],
  parts: StreamUrlParts,
): readonly SignedVariant[] {
  const more = variants.flatMap(({ text, mistakes: earlier }) =>
    mistakes.flatMap(({ kind, apply }) => {
      const changed = apply(text, parts);
      return changed === undefined || changed === text
        ? []
        : [{ text: changed, mistakes: [...earlier, kind] }];
    }),
  );
  return [...variants, ...more];
}

const right = (text: string): readonly SignedVariant[] => [{ text, mistakes: [] }];

/** What may have been signed as the path: the right text first. */
export function pathVariants(parts: StreamUrlParts): readonly SignedVariant[] {
  const encoded = withOneMore(right(parts.path), ENCODING, parts);
  return withOneMore(withOneMore(encoded, SUFFIXES, parts), EXTENT, parts);
}

/** What may have been signed as `ts`. */
export const timeVariants = (ts: string, parts: StreamUrlParts): readonly SignedVariant[] =>
  withOneMore(right(ts), TIME, parts);

/** What may have been used as the key. */
export const keyVariants = (authKey: string, parts: StreamUrlParts): readonly SignedVariant[] =>
  withOneMore(right(authKey), KEY, parts);
