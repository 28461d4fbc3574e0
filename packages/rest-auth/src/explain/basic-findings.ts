import type { FindingText } from '@stagedoor/token/explain';
import { CUSTOMER_GROUP, type ClaimEvidence } from './customer-findings.js';
import { decodeAnyBase64, decodeHex, decodeUtf8 } from './decode-loosely.js';
import {
  fatal,
  type RequestFindingGroup,
  type RequestFindingKind,
  type RequestFindingRow,
} from './finding-kinds.js';
import { MAX_LIVE_SECRETS } from './parse-request-facts.js';
import type { BasicForm, BasicPair } from './read-basic-pair.js';
import { isPlaceholder } from './find-variable.js';
import { blame, isAppId, type RequestEvidence } from './request-evidence.js';
import { isSameText } from './same-text.js';

/** A request with a Basic credential. */
export interface BasicEvidence extends RequestEvidence {
  readonly form: BasicForm;
  /** What follows `Basic`. */
  readonly rest: string;
}

const ENCODE_FIX =
  "write Basic, one space, and standard base64 with padding of id:secret, as curl -u does, or printf '%s:%s' with base64 -w0";

const FORM_TEXTS: Readonly<Partial<Record<BasicForm, readonly [RequestFindingKind, string]>>> = {
  empty: ['credentials_missing', 'nothing follows Basic'],
  plain: ['basic_not_encoded', 'ID and secret follow Basic as they are, not in base64'],
  line_break: [
    'basic_line_break',
    'the base64 has a blank or a line break in it; the command base64 wraps its output at 76 characters, and other encoders at 60 or 64',
  ],
  url_alphabet: [
    'basic_url_alphabet',
    'the base64 is of the alphabet for URLs, with - and _ for + and /',
  ],
  padding_lost: ['basic_padding_lost', 'the base64 has lost the = signs at its end'],
  encoded_twice: ['basic_encoded_twice', 'ID and secret were encoded twice'],
  colon_missing: [
    'basic_colon_missing',
    'what was encoded has no colon between customer ID and customer secret',
  ],
  not_utf8: ['basic_not_utf8', 'what was encoded is no UTF-8 text'],
};

const isTokenText = (text: string): boolean => /^(?:007eJ|006[0-9a-f]{32})/.test(text);

/** A token is not for Basic. */
const TOKEN: RequestFindingRow<BasicEvidence> = {
  kind: 'token_as_basic_value',
  codes: ['authorization_malformed'],
  find: ({ rest }) =>
    isTokenText(rest)
      ? fatal(
          'a token follows Basic',
          'write Authorization: agora token=<token>, or Basic with customer ID and secret',
        )
      : undefined,
};

/** One row for each form. */
const FORM_ROWS = Object.entries(FORM_TEXTS).map(
  ([form, [kind, message]]): RequestFindingRow<BasicEvidence> => ({
    kind,
    codes: ['authorization_malformed', 'message_malformed'],
    find: (evidence) => (evidence.form === form ? fatal(message, ENCODE_FIX) : undefined),
  }),
);

/** How the credential is written. */
export const BASIC_FORM_GROUP: RequestFindingGroup<BasicEvidence> = [TOKEN, ...FORM_ROWS];

/** A request with ID and secret that could be read. */
export interface BasicPairEvidence extends ClaimEvidence {
  readonly pair: BasicPair;
}

const CODES = ['wrong_secret', 'unknown_customer', 'authorization_malformed'] as const;

const isKnownSecret = (text: string, { facts }: RequestEvidence): boolean =>
  facts.secrets.some((secret) => isSameText(text, secret));

/** A row about a secret that is not a live one. */
const secretRow = (
  kind: RequestFindingKind,
  explain: (given: string, evidence: BasicPairEvidence) => FindingText | undefined,
): RequestFindingRow<BasicPairEvidence> => ({
  kind,
  codes: CODES,
  find: (evidence) => {
    const { pair, facts } = evidence;
    const live = facts.secrets.slice(0, MAX_LIVE_SECRETS);
    const isRight = live.some((secret) => isSameText(pair.customerSecret, secret));
    return isRight ? undefined : explain(pair.customerSecret, evidence);
  },
});

/** Both in each other's place, or the ID twice. */
const SWAPPED = secretRow('id_and_secret_swapped', (given, evidence) => {
  const { customerId } = evidence.facts;
  if (customerId === undefined || !isSameText(given, customerId)) return undefined;
  return blame(
    evidence,
    evidence.claimedId === customerId
      ? 'the customer ID stands in the place of the secret too'
      : 'customer ID and customer secret have changed places',
    'put the customer ID first and the secret second',
  );
});

const LINE_END = secretRow('line_end_in_credential', (given, evidence) =>
  /[\r\n]$/.test(given) &&
  (evidence.facts.secrets.length === 0 || isKnownSecret(given.trim(), evidence))
    ? blame(
        evidence,
        'there is a line end behind the secret, inside the base64: echo writes one, and files end in one',
        'encode without it: printf or echo -n, and trim what is read from files',
      )
    : undefined,
);

const BLANKS = secretRow('secret_with_blanks', (given, evidence) =>
  isKnownSecret(given.replaceAll(/["'\s]/g, ''), evidence)
    ? blame(
        evidence,
        'the secret is right, but for blanks or quotes around it',
        'trim what is read from files and environment',
      )
    : undefined,
);

const LETTER_CASE = secretRow('secret_letter_case', (given, evidence) =>
  evidence.facts.secrets.some((secret) => isSameText(given.toLowerCase(), secret.toLowerCase()))
    ? blame(
        evidence,
        'the secret is right, but for upper and lower case',
        'write it exactly as the console gave it',
      )
    : undefined,
);

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ENCODED = secretRow('secret_encoded', (given, evidence) => {
  const decoded = [
    decodePercent(given),
    decodeUtf8(decodeAnyBase64(given) ?? new Uint8Array()) ?? '',
    decodeUtf8(decodeHex(given) ?? new Uint8Array()) ?? '',
  ];
  return decoded.some((text) => isKnownSecret(text, evidence))
    ? blame(
        evidence,
        'the secret is right, but it was encoded on its own before it was put behind the ID',
        'use it as the console gave it; only id:secret as a whole is encoded',
      )
    : undefined;
});

const CERTIFICATE = secretRow('certificate_as_secret', (given, evidence) =>
  evidence.facts.certificates.some((certificate) => isSameText(given, certificate))
    ? blame(
        evidence,
        'an App Certificate stands where the customer secret belongs; it signs tokens, and was never to leave the server',
        'use the customer secret of the RESTful API page of the console; replace the certificate if the request went to anyone else',
      )
    : undefined,
);

const APP_ID = secretRow('app_id_as_secret', (given, evidence) =>
  isAppId(given, evidence.request.target, evidence.facts)
    ? blame(
        evidence,
        'the App ID stands where the customer secret belongs',
        'use customer ID and customer secret of the RESTful API page of the console',
      )
    : undefined,
);

const MISSING = secretRow('secret_missing', (given, evidence) =>
  given === '' || isPlaceholder(given)
    ? blame(
        evidence,
        'the secret is empty, or what a program writes for a missing value',
        'look whether the environment variable is set where the program runs',
      )
    : undefined,
);

const NOT_LIVE = secretRow('secret_not_live', (given, evidence) =>
  isKnownSecret(given, evidence)
    ? blame(
        evidence,
        'the secret is one that was given here, but not a live one',
        'use a live secret',
      )
    : undefined,
);

const WRONG = secretRow('wrong_secret', (given, evidence) => {
  const live = evidence.facts.secrets.slice(0, MAX_LIVE_SECRETS);
  return live.length === 0
    ? undefined
    : blame(
        evidence,
        `the secret is not a live one of this customer ID: it has ${given.length} characters, and of those that are known the lengths are ${live.map(({ length }) => length).join(' and ')}`,
        'copy the customer secret again; each customer ID has secrets of its own',
      );
});

/** What ID and secret are. */
export const BASIC_PAIR_GROUPS: readonly RequestFindingGroup<BasicPairEvidence>[] = [
  [SWAPPED, ...CUSTOMER_GROUP],
  [NOT_LIVE, LINE_END, BLANKS, LETTER_CASE, ENCODED, CERTIFICATE, APP_ID, MISSING, SWAPPED, WRONG],
];
