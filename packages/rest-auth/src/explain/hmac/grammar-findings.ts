import { fatal, type RequestFindingGroup, type RequestFindingRow } from '../finding-kinds.js';
import type { RequestEvidence } from '../request-evidence.js';
import type { ReadHmac } from './read-hmac-credential.js';
import type { SignatureForm } from './read-signature-forms.js';

/** A request with a credential of hmac. */
export interface GrammarEvidence extends RequestEvidence {
  readonly read: ReadHmac;
  /** How the text of the signature is written that is not as it must be. */
  readonly form: SignatureForm;
  /** Whether the octets of the signature are right, whatever its text; or it was found what they are instead. */
  readonly octets: 'right' | 'explained' | 'unexplained';
}

type Row = RequestFindingRow<GrammarEvidence>;

const PARAMETER_NAMES = ['username', 'algorithm', 'headers', 'signature'];
const FORM_FIX =
  'write hmac username="<customer ID>", algorithm="hmac-sha256", headers="host date request-line digest", signature="<base64>"';

const CAVAGE: Row = {
  kind: 'cavage_parameters',
  codes: ['authorization_malformed'],
  find: ({ read }) =>
    read.names.some((name) => ['keyid', 'credential', 'signedheaders'].includes(name))
      ? fatal(
          'the parameters are those of another signature scheme, with keyId or Credential',
          FORM_FIX,
        )
      : undefined,
};

const SINGLE: Row = {
  kind: 'single_quotes',
  codes: ['authorization_malformed'],
  find: ({ read }) =>
    read.quoting === 'single'
      ? fatal('the parameters stand in single quotes', FORM_FIX)
      : undefined,
};

const UNQUOTED: Row = {
  kind: 'parameters_unquoted',
  codes: ['authorization_malformed'],
  find: ({ read, refusal }) =>
    read.quoting === 'none' && refusal?.code === 'authorization_malformed'
      ? fatal('parameters stand without quotes', FORM_FIX)
      : undefined,
};

const SEMICOLONS: Row = {
  kind: 'semicolons',
  codes: ['authorization_malformed'],
  find: ({ read }) =>
    read.hasSemicolons
      ? fatal('the parameters are separated by semicolons, not by commas', FORM_FIX)
      : undefined,
};

const MISSING: Row = {
  kind: 'parameter_missing',
  codes: ['authorization_malformed'],
  find: ({ read }) => {
    const missing = PARAMETER_NAMES.filter((name) => (read.values.get(name) ?? '') === '');
    return missing.length > 0
      ? fatal(`missing or empty: ${missing.join(', ')}`, FORM_FIX)
      : undefined;
  },
};

/** Any refusal that has its own words. */
const MALFORMED: Row = {
  kind: 'authorization_malformed',
  codes: ['authorization_malformed'],
  find: ({ refusal }) =>
    refusal?.code === 'authorization_malformed' ? fatal(refusal.message, FORM_FIX) : undefined,
};

const ALGORITHM: Row = {
  kind: 'algorithm_not_allowed',
  codes: ['algorithm_not_allowed'],
  find: ({ read, facts, omitter }) => {
    const algorithm = read.values.get('algorithm') ?? '';
    const [wanted = ''] = facts.profile.algorithms;
    if (algorithm === '' || facts.profile.algorithms.includes(algorithm)) return undefined;
    return fatal(
      `the algorithm ${omitter.quote(algorithm)} is not taken${algorithm.toLowerCase() === wanted ? '; it must be in lower case' : ''}`,
      `write algorithm="${wanted}", and compute that`,
    );
  },
};

const listOf = ({ read }: GrammarEvidence): string => read.values.get('headers') ?? '';

const LIST_SEPARATOR: Row = {
  kind: 'headers_list_separator',
  codes: ['headers_list_invalid', 'coverage_insufficient'],
  find: (evidence) =>
    /[,;\t]| {2,}|^ | $/.test(listOf(evidence))
      ? fatal(
          'the names in headers are not separated by exactly one blank each',
          'write headers="host date request-line digest"',
        )
      : undefined,
};

const LIST_REPEATED: Row = {
  kind: 'headers_list_repeated',
  codes: ['headers_list_invalid'],
  find: (evidence) => {
    const names = listOf(evidence).toLowerCase().split(' ');
    const repeated = names.find((name, index) => names.indexOf(name) < index);
    return repeated === undefined
      ? undefined
      : fatal(`${evidence.omitter.quote(repeated)} is listed twice`, 'list each name once');
  },
};

const LIST_INVALID: Row = {
  kind: 'headers_list_invalid',
  codes: ['headers_list_invalid'],
  find: ({ refusal }) =>
    refusal?.code === 'headers_list_invalid'
      ? fatal(refusal.message, 'list names of headers, each once, and request-line')
      : undefined,
};

const COVERAGE: Row = {
  kind: 'coverage_insufficient',
  codes: ['coverage_insufficient'],
  find: ({ refusal }) =>
    refusal?.code === 'coverage_insufficient'
      ? fatal(
          `${refusal.message}; whoever captures the request could exchange the rest`,
          'sign and list host, date, request-line and digest, always',
        )
      : undefined,
};

/** Rows of which the verifier says it best. */
const ownWords = (kind: 'signed_header_missing' | 'signed_header_repeated', fix: string): Row => ({
  kind,
  codes: [kind],
  find: ({ refusal }) => (refusal?.code === kind ? fatal(refusal.message, fix) : undefined),
});

const ARRIVAL: readonly Row[] = [
  ownWords('signed_header_missing', 'send every header that is listed, or take it off the list'),
  ownWords('signed_header_repeated', 'find who adds the second: library, proxy or Postman tab'),
];

const BASE64_FIX =
  'write the standard base64 of the octets of the MAC: 44 characters for hmac-sha256, with one = at the end';

const SIGNATURE_TEXTS: readonly (readonly [NonNullable<SignatureForm>, string])[] = [
  ['signature_hex', 'the signature is written in hex'],
  [
    'signature_base64_of_hex',
    'the signature is the base64 of the hex digits of the MAC, not of its octets',
  ],
  ['signature_percent_encoded', 'the signature has percent-escapes'],
  ['signature_url_alphabet', 'the signature is base64 of the alphabet for URLs'],
  ['signature_padding_lost', 'the signature is base64 without its = at the end, or was cut off'],
  ['signature_encoding', 'the signature has blanks in it; a + may have become one'],
];

const SIGNATURE_ROWS = SIGNATURE_TEXTS.map(([kind, text]): Row => ({
  kind,
  codes: ['signature_encoding'],
  find: ({ form, octets }) =>
    form === kind
      ? fatal(`${text}${octets === 'right' ? '; apart from that it is right' : ''}`, BASE64_FIX)
      : undefined,
}));

const SIGNATURE: Row = {
  kind: 'signature_encoding',
  codes: ['signature_encoding'],
  find: ({ refusal, octets }) =>
    refusal?.code === 'signature_encoding' && octets !== 'explained'
      ? fatal(refusal.message, BASE64_FIX)
      : undefined,
};

/** How the credential of hmac is written. */
export const GRAMMAR_GROUPS: readonly RequestFindingGroup<GrammarEvidence>[] = [
  [CAVAGE, SINGLE, SEMICOLONS, UNQUOTED, MISSING, MALFORMED],
  [ALGORITHM],
  [LIST_SEPARATOR, LIST_REPEATED, LIST_INVALID],
  [COVERAGE],
  ARRIVAL,
  [...SIGNATURE_ROWS, SIGNATURE],
];
