/**
 * Everything that `explainStreamUrl` can find, the likelier causes first: findings come in this order. Names never change.
 */
export const STREAM_URL_FINDING_KINDS = [
  // The URL and its two parameters.
  'url_unreadable',
  'key_missing',
  'ts_missing',
  'sign_missing',
  'ts_repeated',
  'sign_repeated',
  'ts_milliseconds',
  'ts_hex',
  'ts_malformed',
  'sign_short',
  'sign_malformed',
  'expired',
  'too_far_ahead',
  // What was signed in place of the right text, found by trying.
  'suffix_not_signed',
  'suffix_signed_only',
  'path_signed_decoded',
  'path_signed_encoded',
  'entry_point_not_signed',
  'slash_not_signed',
  'slash_signed_only',
  'host_signed',
  'query_signed',
  'letter_case_of_path',
  'ts_signed_as_milliseconds',
  'ts_signed_as_hex',
  'ts_not_signed',
  'key_with_blanks',
  'key_with_line_break',
  'letter_case_of_key',
  'key_not_signed',
  'order_of_parts',
  'hmac_signed',
  'sign_wrong',
  // What works, and may surprise.
  'far_ahead',
  'path_not_encoded',
  'parameters_not_signed',
] as const;

/** One of them. */
export type StreamUrlFindingKind = (typeof STREAM_URL_FINDING_KINDS)[number];

/** One thing that is, or may become, wrong with a stream URL. */
export interface StreamUrlFinding {
  readonly kind: StreamUrlFindingKind;
  /** `fatal` is why it is refused; `warning` may surprise; `note` is good to know. */
  readonly severity: 'fatal' | 'warning' | 'note';
  /** A sentence without its stop. */
  readonly message: string;
  /** What to do about it, as a sentence without its stop. */
  readonly fix: string;
}

/** The findings in the order of their kinds. */
export function sortFindings(findings: readonly StreamUrlFinding[]): readonly StreamUrlFinding[] {
  const rank = ({ kind }: StreamUrlFinding): number => STREAM_URL_FINDING_KINDS.indexOf(kind);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
