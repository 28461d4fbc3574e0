import type { FindingKind, FindingSeverity, FindingText } from '@stagedoor/token/explain';
import type { AuthErrorCode } from '../errors.js';

/**
 * Everything that `explainRequest` can find, the likelier causes first: findings of one severity come in this order.
 * Names never change; where one is also the code of an error, both mean the same. What is found in a token has the
 * kinds of `@stagedoor/token/explain`.
 */
export const REQUEST_FINDING_KINDS = [
  // There is no credential, or not where it is looked for.
  'authorization_empty',
  'credential_placeholder',
  'unfilled_variable',
  'credential_in_url',
  'credential_in_query',
  'credential_in_proxy_authorization',
  'credential_in_other_header',
  'credentials_missing',
  // The message, whoever sends it.
  'authorization_too_long',
  'duplicate_header',
  'host_missing',
  'target_form',
  'message_malformed',
  'head_too_large',
  'body_too_large',
  // The credential is not of a form that is taken.
  'header_name_in_value',
  'credential_in_quotes',
  'bearer_scheme',
  'scheme_with_colon',
  'basic_scheme_missing',
  'hmac_scheme_missing',
  'agora_scheme_missing',
  'agora_token_without_equals',
  'token_in_quotes',
  'basic_value_as_token',
  'token_as_basic_value',
  'legacy_uid_missing',
  'app_id_not_in_path',
  'basic_not_encoded',
  'basic_line_break',
  'basic_url_alphabet',
  'basic_padding_lost',
  'basic_encoded_twice',
  'basic_colon_missing',
  'basic_not_utf8',
  'line_end_in_credential',
  'cavage_parameters',
  'single_quotes',
  'parameters_unquoted',
  'semicolons',
  'parameter_missing',
  'algorithm_not_allowed',
  'headers_list_separator',
  'headers_list_repeated',
  'headers_list_invalid',
  'coverage_insufficient',
  'signed_header_missing',
  'signed_header_repeated',
  'signature_input_malformed',
  'signature_hex',
  'signature_base64_of_hex',
  'signature_url_alphabet',
  'signature_percent_encoded',
  'signature_padding_lost',
  'signature_encoding',
  'scheme_not_allowed',
  'authorization_malformed',
  // Whose it is.
  'id_and_secret_swapped',
  'app_id_as_customer_id',
  'customer_id_look_alike',
  'unknown_customer',
  'certificate_as_secret',
  'app_id_as_secret',
  'id_as_secret',
  'secret_missing',
  'secret_with_blanks',
  'secret_letter_case',
  'secret_decoded',
  'secret_encoded',
  'secret_hashed',
  'secret_not_live',
  'wrong_secret',
  // The date, where it says by itself what is wrong.
  'date_missing',
  'date_local_language',
  'date_zone',
  'date_weekday',
  'date_other_form',
  'date_malformed',
  'date_time_zone',
  // What the client signed, which is not what it sent.
  'query_unsigned',
  'query_rewritten',
  'method_other',
  'method_letter_case',
  'path_decoded',
  'path_escapes_letter_case',
  'path_encoded_again',
  'absolute_url_signed',
  'slash_at_end',
  'path_part_signed',
  'path_variable_unfilled',
  'version_letter_case',
  'version_other',
  'version_unsigned',
  'request_line_named',
  'request_target_signed',
  'host_other_port',
  'host_letter_case',
  'host_other',
  'names_letter_case',
  'names_order',
  'names_omitted',
  'names_unquoted',
  'params_line_missing',
  'blank_after_colon',
  'digest_line_missing',
  'digest_line_of_nothing',
  'digest_line_label',
  'date_rewritten',
  'date_read_twice',
  'x_date_for_date',
  'line_ends_crlf',
  'line_ends_escaped',
  'line_end_at_end',
  'other_algorithm',
  'hash_without_key',
  'client_string_differs',
  'client_string_not_signed',
  // The body, which is not what was hashed.
  'digest_of_nothing',
  'digest_of_variables',
  'digest_of_rewritten_json',
  'digest_of_quoted_json',
  'digest_of_trimmed_body',
  'digest_of_line_end',
  'digest_of_other_line_ends',
  'digest_of_unsent_file',
  'digest_of_byte_order_mark',
  'digest_of_other_charset',
  'digest_of_other_body',
  'digest_label',
  'digest_algorithm',
  'digest_hex',
  'digest_base64_of_hex',
  'digest_encoding',
  'digest_mismatch',
  'signature_mismatch',
  // The clock.
  'signature_stale',
  'date_outside_window',
  // What is right and not taken here.
  'authority_not_served',
  'refused',
  // What is good to know.
  'body_length_differs',
  'two_credentials',
  'unusable_option',
  'body_unknown',
  'clock_unknown',
  'unproven',
  'secondary_secret',
  'host_port_unsigned',
] as const;

/** One of `REQUEST_FINDING_KINDS`. */
export type RequestFindingKind = (typeof REQUEST_FINDING_KINDS)[number];

/** One thing that is wrong with a request, or worth knowing. No text of it holds a secret. */
export interface RequestFinding extends FindingText {
  /** The stable name, for programs. That of the token's own fault where it is one. */
  readonly kind: RequestFindingKind | FindingKind;
}

/** One thing that can be wrong, and how to see it in evidence of one sort. */
export interface RequestFindingRow<Evidence> {
  readonly kind: RequestFindingKind;
  /** The refusals that it is the reason of. */
  readonly codes?: readonly AuthErrorCode[];
  /** What there is to say, undefined where this is not what is wrong. */
  find(evidence: Evidence): FindingText | undefined;
}

/** Rows that explain the same fault, the most exact one first: only the first that has something to say speaks. */
export type RequestFindingGroup<Evidence> = readonly RequestFindingRow<Evidence>[];

/** A finding, and the refusals that it is the reason of. */
export interface FoundReason extends RequestFinding {
  readonly codes: readonly AuthErrorCode[];
}

/** What is wrong so that the request is refused. */
export const fatal = (message: string, fix: string): FindingText => ({
  severity: 'fatal',
  message,
  fix,
});

/** What the groups find, one finding for each at most. */
export function findReasons<Evidence>(
  groups: readonly RequestFindingGroup<Evidence>[],
  evidence: Evidence,
): readonly FoundReason[] {
  return groups.flatMap((group) => {
    for (const row of group) {
      const text = row.find(evidence);
      if (text !== undefined) return [{ kind: row.kind, codes: row.codes ?? [], ...text }];
    }
    return [];
  });
}

const SEVERITIES: readonly FindingSeverity[] = ['fatal', 'warning', 'note'];
const KINDS: readonly string[] = REQUEST_FINDING_KINDS;

/** Those of a token have an order of their own, and come behind those of the request. */
const rankOf = ({ kind }: RequestFinding): number =>
  KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length;

/** The worst first, and among equals the likeliest. */
export function sortRequestFindings(
  findings: readonly RequestFinding[],
): readonly RequestFinding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || rankOf(a) - rankOf(b),
  );
}
