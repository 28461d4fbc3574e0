/**
 * Everything that `explainToken` can find, the likelier causes first: findings of one severity come in this order. Names
 * never change; where one is also the code of an error, both mean the same. Each stands in `docs/guide/doctor.md`.
 */
export const FINDING_KINDS = [
  // The text is no token.
  'empty_token',
  'placeholder_text',
  'app_id_as_token',
  'certificate_as_token',
  'customer_secret_as_token',
  'hex_as_token',
  'older_version',
  'json_web_token',
  // The text is a damaged token: what cannot be undone, then what can.
  'truncated',
  'letter_case_lost',
  'trailing_bytes',
  'unreadable',
  'json_answer',
  'url_pasted',
  'url_encoded',
  'space_for_plus',
  'spaces_inside',
  'surrounding_spaces',
  'header_prefix',
  'quoted',
  'escaped',
  'url_alphabet',
  'padding_lost',
  'version_missing',
  'text_around',
  // The project, and who signed.
  'swapped_app_id',
  'app_id_letter_case',
  'wrong_app_id',
  'invalid_app_id',
  'customer_secret_as_certificate',
  'app_id_as_certificate',
  'certificate_letter_case',
  'certificate_spaces',
  'other_project_certificate',
  'secondary_for_rest',
  'certificate_replaced',
  'bad_signature',
  // Time.
  'expiry_zero',
  'arguments_shifted',
  'milliseconds',
  'absolute_time',
  'not_yet_valid',
  'expired',
  'privilege_expired',
  'over_24_hours',
  'clock_skew',
  'ended_in_tolerance',
  // Use.
  'service_missing',
  'placeholder_value',
  'uid_zero_text',
  'swapped_channel_and_user',
  'uid_zero_joins',
  'account_for_uid',
  'uid_for_account',
  'channel_look_alike',
  'wrong_channel',
  'user_look_alike',
  'wrong_uid',
  'privilege_missing',
  'apaas_room_without_privilege',
  'chat_user_without_privilege',
  'invalid_channel',
  'wildcard_channel',
  'wildcard_uid',
  // What is good to know.
  'unusable_option',
  'fact_not_compared',
  'unproven',
  'secondary_certificate',
  'privilege_ends_first',
  'subscriber_only',
  'uid_or_account',
  'repeated_services',
  'unknown_services',
] as const;

/** One of `FINDING_KINDS`. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** `fatal`: the token is not accepted because of it. `warning`: it will hurt. `note`: good to know. */
export type FindingSeverity = 'fatal' | 'warning' | 'note';

/** What a finding says. */
export interface FindingText {
  readonly severity: FindingSeverity;
  /** What is wrong, with what was found and what was wanted side by side. Holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** One thing that is wrong with a token, or worth knowing. */
export interface Finding extends FindingText {
  /** The stable name, for programs. */
  readonly kind: FindingKind;
}

/** One thing that can be wrong, and how to see it in evidence of one sort. */
export interface FindingRow<Evidence> {
  readonly kind: FindingKind;
  /** What there is to say, undefined where this is not what is wrong. */
  find(evidence: Evidence): FindingText | undefined;
}

/** Rows that explain the same fault, the most exact one first: only the first that has something to say speaks. */
export type FindingGroup<Evidence> = readonly FindingRow<Evidence>[];

/** What the groups find, one finding for each at most. */
export function findFindings<Evidence>(
  groups: readonly FindingGroup<Evidence>[],
  evidence: Evidence,
): readonly Finding[] {
  return groups.flatMap((group) => {
    for (const row of group) {
      const text = row.find(evidence);
      if (text !== undefined) return [{ kind: row.kind, ...text }];
    }
    return [];
  });
}

const SEVERITIES: readonly FindingSeverity[] = ['fatal', 'warning', 'note'];

/** The worst first, and among equals the likeliest. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind),
  );
}
