import { behindScheme } from './behind-scheme.js';
import { decodeAnyBase64, decodeUtf8 } from './decode-loosely.js';
import { fatal, type RequestFindingGroup, type RequestFindingRow } from './finding-kinds.js';
import { findVariable, isPlaceholder } from './find-variable.js';
import { blame, type RequestEvidence } from './request-evidence.js';

type Row = RequestFindingRow<RequestEvidence>;

/** What a request is refused for that has no credential, or one that no scheme can read. */
const NO_CREDENTIAL = ['credentials_missing'] as const;
const UNREADABLE = [
  'scheme_not_allowed',
  'authorization_malformed',
  'message_malformed',
  'authorization_too_long',
] as const;

const BASIC_FIX = 'write Authorization: Basic <base64 of customer ID:customer secret>';
const TOKEN_FIX = 'write Authorization: agora token=<token>, all of it in one line';

/** Whether a text is a token, as far as its first characters tell. */
const isTokenText = (text: string): boolean => /^["']?(?:007eJ|006[0-9a-f]{32})/.test(text);

/** Whether a text is the base64 of ID and secret. */
const isBasicText = (text: string): boolean =>
  (decodeUtf8(decodeAnyBase64(text) ?? new Uint8Array()) ?? '').includes(':');

// ── Without a credential ────────────────────────────────────────────────────────────────────────────────────────────

/** Headers of schemes that do without Authorization. */
const OWN_HEADERS = ['x-agora-token', 'signature-input'];

const isMissing = ({ authorization, index }: RequestEvidence): boolean =>
  authorization === '' && OWN_HEADERS.every((name) => (index.first(name) ?? '') === '');

/** A row about a request without a credential. */
const missingRow = (
  kind: Row['kind'],
  isSo: (evidence: RequestEvidence) => boolean,
  message: string,
  fix: string,
): Row => ({
  kind,
  codes: NO_CREDENTIAL,
  find: (evidence) =>
    isMissing(evidence) && isSo(evidence) ? blame(evidence, message, fix) : undefined,
});

const QUERY_PARAMETER =
  /[?&](?:customer_?(?:id|key|secret)|secret|token|access_token|api_?key|authorization|signature)=/i;
const OTHER_HEADERS = [
  'cookie',
  'x-api-key',
  'api-key',
  'x-authorization',
  'auth',
  'x-auth-token',
  'token',
  'authentication',
  'x-customer-id',
  'x-customer-secret',
];

const hasUrlCredential = ({ request, index, facts }: RequestEvidence): boolean =>
  facts.hasUrlCredential === true ||
  /^https?:\/\/[^/?#]*@/i.test(request.target) ||
  (index.first('host') ?? '').includes('@');

const EMPTY = missingRow(
  'authorization_empty',
  ({ index }) => index.first('authorization') === '',
  'the Authorization header is there and empty: the variable that it is built of had no value',
  'look whether the credential is set where the program runs, and whether it is awaited',
);

const IN_URL = missingRow(
  'credential_in_url',
  hasUrlCredential,
  'ID and secret stand in the URL, in front of the host; HTTP libraries drop them, and logs keep them',
  BASIC_FIX,
);

const IN_QUERY = missingRow(
  'credential_in_query',
  ({ request }) => QUERY_PARAMETER.test(request.target),
  'a credential seems to stand in the query, where it is never looked for; URLs are written to logs',
  BASIC_FIX,
);

const IN_PROXY = missingRow(
  'credential_in_proxy_authorization',
  ({ index }) => (index.first('proxy-authorization') ?? '') !== '',
  'the credential is in Proxy-Authorization, which is for proxies',
  'send it as Authorization',
);

const IN_OTHER: Row = {
  kind: 'credential_in_other_header',
  codes: NO_CREDENTIAL,
  find: (evidence) => {
    const found = OTHER_HEADERS.find((name) => (evidence.index.first(name) ?? '') !== '');
    return isMissing(evidence) && found !== undefined
      ? blame(
          evidence,
          `there is no Authorization header; a header ${found} is there, which is not looked at`,
          'send the credential as Authorization',
        )
      : undefined;
  },
};

const MISSING = missingRow(
  'credentials_missing',
  () => true,
  'there is no Authorization header',
  'send one: Basic, hmac or agora token=. Redirects to another host lose it, and so do exports of a browser without sensitive content',
);

// ── With one that no scheme can read ────────────────────────────────────────────────────────────────────────────────

/** A row about the text of an Authorization header. */
const textRow = (
  kind: Row['kind'],
  isSo: (text: string) => boolean,
  message: string,
  fix: string,
): Row => ({
  kind,
  codes: UNREADABLE,
  find: (evidence) =>
    evidence.refusal !== undefined && isSo(evidence.authorization)
      ? fatal(message, fix)
      : undefined,
});

const PLACEHOLDER = textRow(
  'credential_placeholder',
  (text) => isPlaceholder(text) || isPlaceholder(behindScheme(text)),
  'the credential is what a program writes for a missing value',
  'look whether it is set where the program runs, and whether it is awaited',
);

const VARIABLE: Row = {
  kind: 'unfilled_variable',
  codes: [...UNREADABLE, 'unknown_customer', 'wrong_secret', 'signature_mismatch'],
  find: (evidence) => {
    const decoded = decodeUtf8(
      decodeAnyBase64(behindScheme(evidence.authorization)) ?? new Uint8Array(),
    );
    const found = findVariable(evidence.authorization) ?? findVariable(decoded ?? '');
    return found === undefined
      ? undefined
      : blame(
          evidence,
          `the credential has ${found.description} that was not filled in: ${evidence.omitter.quote(found.text)}`,
          'choose the environment in Postman, or use double quotes in the shell; then send again',
        );
  },
};

const NAME_IN_VALUE = textRow(
  'header_name_in_value',
  (text) => /^(?:proxy-)?authorization\s*[:=]/i.test(text),
  'the value of the header begins with its own name',
  'write the name once',
);

const IN_QUOTES = textRow(
  'credential_in_quotes',
  (text) => /^["'].*["']?$/s.test(text) || /^[a-z]+\s+["'][^"'=]*={0,2}["']$/i.test(text),
  'there are quotes around the credential, which are part of it on the wire',
  'leave them away; in files of environment variables they may not be taken off',
);

const BEARER: Row = {
  kind: 'bearer_scheme',
  codes: UNREADABLE,
  find: ({ authorization }) => {
    if (!/^bearer\b/i.test(authorization)) return undefined;
    const rest = behindScheme(authorization);
    return fatal(
      `the scheme is Bearer, which no operation takes${isTokenText(rest) ? '; what follows is a token' : ''}${isBasicText(rest) ? '; what follows is ID and secret in base64' : ''}`,
      isBasicText(rest) ? BASIC_FIX : TOKEN_FIX,
    );
  },
};

const COLON = textRow(
  'scheme_with_colon',
  (text) => /^(?:basic|hmac|agora)\s*:/i.test(text),
  'there is a colon behind the name of the scheme',
  'write one space between the scheme and what follows, and nothing else',
);

const NO_HMAC = textRow(
  'hmac_scheme_missing',
  (text) => /^(?:hmac)?username\s*=/i.test(text),
  'the parameters of hmac are there, but in front of them the scheme with one space is missing',
  'write Authorization: hmac username="..."',
);

const NO_AGORA = textRow(
  'agora_scheme_missing',
  (text) => isTokenText(text) || /^token\s*=?\s*/i.test(text),
  'a token is there, but in front of it the scheme is missing',
  TOKEN_FIX,
);

const NO_BASIC = textRow(
  'basic_scheme_missing',
  (text) => isBasicText(text),
  'ID and secret are there in base64, but in front of them the scheme is missing',
  BASIC_FIX,
);

const PLAIN = textRow(
  'basic_not_encoded',
  (text) => /^[^\s:="]+:[^\s:]+$/.test(text),
  'ID and secret are there as they are, without scheme and not in base64',
  BASIC_FIX,
);

const SCHEME: Row = {
  kind: 'scheme_not_allowed',
  codes: ['scheme_not_allowed'],
  find: ({ refusal, authorization, omitter }) => {
    if (refusal?.code !== 'scheme_not_allowed') return undefined;
    // Without a blank behind it, it may be a credential.
    const word = /^[A-Za-z][A-Za-z0-9-]{0,20}(?=\s)/.exec(authorization)?.[0];
    const shown = word === undefined ? '' : ` ${omitter.quote(word)}`;
    return fatal(
      `the scheme${shown} is none that is taken; there are Basic, hmac and agora`,
      'use the scheme of the operation: hmac for Media Broadcast, Basic or agora token= elsewhere',
    );
  },
};

/** What can be wrong with where the credential is, and with its first word. */
export const AUTHORIZATION_GROUPS: readonly RequestFindingGroup<RequestEvidence>[] = [
  [EMPTY, IN_URL, IN_QUERY, IN_PROXY, IN_OTHER, MISSING],
  [
    PLACEHOLDER,
    VARIABLE,
    NAME_IN_VALUE,
    IN_QUOTES,
    BEARER,
    COLON,
    NO_HMAC,
    NO_AGORA,
    NO_BASIC,
    PLAIN,
    SCHEME,
  ],
];
