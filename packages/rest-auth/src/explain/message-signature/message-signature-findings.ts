import type { AuthErrorCode } from '../../errors.js';
import {
  fatal,
  type RequestFindingGroup,
  type RequestFindingKind,
  type RequestFindingRow,
} from '../finding-kinds.js';
import type { RequestEvidence } from '../request-evidence.js';

/** A request of message-signature. */
export interface MessageEvidence extends RequestEvidence {
  /** When it says that it was signed, Unix seconds; undefined where that cannot be read. */
  readonly createdAt: number | undefined;
  /** Whether it was found what the client signed. */
  readonly isFound: boolean;
}

type Row = RequestFindingRow<MessageEvidence>;

/** A row of which the verifier says it best. */
const ownWords = (kind: RequestFindingKind & AuthErrorCode, fix: string): Row => ({
  kind,
  codes: [kind],
  find: ({ refusal }) => (refusal?.code === kind ? fatal(refusal.message, fix) : undefined),
});

/** No instant in seconds has so many digits. */
const LEAST_MILLISECONDS = 100_000_000_000;
const STALE_SECONDS = 3600;

const STALE: Row = {
  kind: 'signature_stale',
  codes: ['date_outside_window'],
  find: ({ refusal, createdAt, facts }) =>
    refusal?.code === 'date_outside_window' &&
    createdAt !== undefined &&
    facts.now !== undefined &&
    createdAt < facts.now - STALE_SECONDS
      ? fatal(
          `${refusal.message}; it was signed long before it was sent, or captured long before it was explained`,
          'sign each request when it is sent, a repeated one too; to explain a captured one, give the time of its capture',
        )
      : undefined,
};

const OUTSIDE: Row = {
  kind: 'date_outside_window',
  codes: ['date_outside_window'],
  find: ({ refusal, createdAt = 0 }) =>
    refusal?.code === 'date_outside_window'
      ? fatal(
          `${refusal.message}${createdAt >= LEAST_MILLISECONDS ? '; created seems to be in milliseconds' : ''}`,
          'write created as whole Unix seconds of a clock that is synchronised (NTP)',
        )
      : undefined,
};

const MISMATCH: Row = {
  kind: 'signature_mismatch',
  codes: ['signature_mismatch'],
  find: ({ refusal, isFound }) =>
    refusal?.code === 'signature_mismatch' && !isFound
      ? fatal(
          'no secret that was given makes this signature of what arrived, nor with one of the usual mistakes',
          'copy the secret of this customer ID again, and compare the string that the client signs with the one below',
        )
      : undefined,
};

/** What can be wrong with the fields of message-signature. */
export const MESSAGE_GROUPS: readonly RequestFindingGroup<MessageEvidence>[] = [
  [
    ownWords(
      'signature_input_malformed',
      'write Signature-Input: sig1=("@method" "@authority" "@path" "@query" "content-digest");created=...;nonce="...";keyid="<customer ID>" and Signature: sig1=:<base64>:',
    ),
    ownWords('coverage_insufficient', 'cover method, authority, path, query and content-digest'),
    ownWords('signed_header_missing', 'send every component that is covered'),
    ownWords('algorithm_not_allowed', 'leave alg out: the key decides'),
    ownWords('signature_encoding', 'write the standard base64 of the octets between two colons'),
    STALE,
    OUTSIDE,
    MISMATCH,
  ],
];
