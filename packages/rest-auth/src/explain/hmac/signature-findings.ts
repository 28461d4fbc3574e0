import {
  fatal,
  type FoundReason,
  type RequestFindingGroup,
  type RequestFindingRow,
} from '../finding-kinds.js';
import { MAX_LIVE_SECRETS } from '../parse-request-facts.js';
import { blame, type RequestEvidence } from '../request-evidence.js';
import type { StringDifference } from '../signing-comparison.js';
import type { ClientDraft } from './find-client-draft.js';

/** What was found out about a signature. */
export interface SignatureEvidence extends RequestEvidence {
  /** What the client signed; undefined where it was not found. */
  readonly found: ClientDraft | undefined;
  /** Whether the client's own string was given, and then whether any secret makes the signature of it. */
  readonly given: 'none' | 'signed' | 'not signed';
  /** Where that string differs from the server's. */
  readonly difference: StringDifference | undefined;
}

const CODES = ['signature_mismatch', 'signature_encoding', 'algorithm_not_allowed'] as const;

/** Everything that the client did otherwise. */
export function listDeviations({ found }: SignatureEvidence): readonly FoundReason[] {
  const deviations = found?.deviations ?? [];
  const both = deviations.length > 1 ? ' (one of two mistakes that the request has at once)' : '';
  return deviations.map(({ kind, message, fix }) => ({
    kind,
    codes: CODES,
    severity: 'fatal',
    message: `${message}${both}`,
    fix,
  }));
}

type Row = RequestFindingRow<SignatureEvidence>;

const NOT_LIVE: Row = {
  kind: 'secret_not_live',
  codes: CODES,
  find: (evidence) =>
    (evidence.found?.draft.secretIndex ?? 0) >= MAX_LIVE_SECRETS
      ? blame(
          evidence,
          'the request is signed with a secret that was given here, but not as one of the two live ones',
          'sign with a live secret',
        )
      : undefined,
};

const CLIENT_STRING: Row = {
  kind: 'client_string_differs',
  codes: CODES,
  find: (evidence) => {
    const { given, difference, found } = evidence;
    if (given === 'none' || difference === undefined || found !== undefined) return undefined;
    return blame(
      evidence,
      `what the client says that it signed differs from what the server builds, first in line ${difference.line}, column ${difference.column}`,
      'compare the two strings below, and sign what is sent',
    );
  },
};

const NOT_SIGNED: Row = {
  kind: 'client_string_not_signed',
  codes: CODES,
  find: (evidence) => {
    const { given, facts, found, refusal } = evidence;
    if (given !== 'not signed' || facts.secrets.length === 0 || found !== undefined)
      return undefined;
    return refusal === undefined
      ? undefined
      : fatal(
          'no secret that was given makes this signature of the string that was given, so the secret is another one, or the string is not the one that was signed',
          'print the string where it is signed, and look where the secret comes from',
        );
  },
};

const MISMATCH: Row = {
  kind: 'signature_mismatch',
  codes: ['signature_mismatch'],
  find: ({ found, facts, refusal, given }) =>
    refusal?.code === 'signature_mismatch' && found === undefined && given !== 'signed'
      ? fatal(
          `no secret that was given (${facts.secrets.length}) makes this signature of what arrived, nor with one or two of the usual mistakes: the secret is another one, or there are more mistakes at once`,
          'copy the secret of this customer ID again, and compare the string that the client signs with the one below',
        )
      : undefined,
};

/** What is to be said of the signature beside the deviations. */
export const SIGNATURE_GROUPS: readonly RequestFindingGroup<SignatureEvidence>[] = [
  [NOT_LIVE],
  [CLIENT_STRING],
  [NOT_SIGNED],
  [MISMATCH],
];
