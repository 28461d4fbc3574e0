import { issueToken, rtc, rtm } from '@stagedoor/token';
import { issueToken006 } from '@stagedoor/token/006';
import {
  ALL_KNOWN,
  APP_ID,
  authorizedBy,
  base64,
  basicOf,
  CERTIFICATE,
  CUSTOMER_ID,
  HOST,
  NOW,
  SECONDARY_CERTIFICATE,
  SECRET,
  signedBy,
  signingString,
  TARGET,
  type ExplainedRequest,
} from './explained-request.js';
import type { HeaderPairs, ReceivedRequest } from '../src/index.js';
import {
  BARE_LIST,
  BODY_LIST,
  digestMember,
  parametersWith,
  signedMessage,
  withBody,
  withSecret,
  type MessageParts,
} from './signed-messages.js';

const SIGNALING = `/dev/v2/project/${APP_ID}/rtm/users/zoe/peer_messages`;

const issue = (changes: Readonly<Record<string, unknown>> = {}): string =>
  issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [rtm({ userId: 'zoe' })],
    expiresInSeconds: 3600,
    issuedAt: NOW,
    salt: 1,
    ...changes,
  });
/** A token for Signaling. */
export const TOKEN: string = issue();

/** The same in format 006. */
export const TOKEN_006: string = issueToken006({
  appId: APP_ID,
  certificate: CERTIFICATE,
  userId: 'zoe',
  issuedAt: NOW,
});

const at = (target: string, request: ReceivedRequest): ReceivedRequest => ({ ...request, target });
const signaling = (authorization: string | undefined, ...headers: HeaderPairs): ReceivedRequest =>
  at(SIGNALING, authorizedBy(authorization, ...headers));

/** How a token is shown, and what is wrong with it. */
export const SHOWN_TOKENS: readonly ExplainedRequest[] = [
  {
    name: 'no equals sign',
    kind: 'agora_token_without_equals',
    request: signaling(`agora token ${TOKEN}`),
  },
  {
    name: 'no token= at all',
    kind: 'agora_token_without_equals',
    request: signaling(`agora ${TOKEN}`),
  },
  { name: 'quotes', kind: 'token_in_quotes', request: signaling(`agora token="${TOKEN}"`) },
  {
    name: 'ID and secret behind it',
    kind: 'basic_value_as_token',
    request: signaling(`agora token=${base64(`${CUSTOMER_ID}:${SECRET}`)}`),
  },
  {
    name: 'no user beside the token',
    kind: 'legacy_uid_missing',
    request: signaling(undefined, ['x-agora-token', TOKEN]),
  },
  {
    name: 'expired',
    kind: 'expired',
    request: signaling(`agora token=${TOKEN}`),
    known: { ...ALL_KNOWN, now: NOW + 9000 },
  },
  {
    name: 'expired, where no certificate is known',
    kind: 'expired',
    request: signaling(`agora token=${TOKEN}`),
    known: { now: NOW + 9000 },
  },
  {
    name: 'of the secondary certificate',
    kind: 'secondary_for_rest',
    request: signaling(`agora token=${issue({ certificate: SECONDARY_CERTIFICATE })}`),
  },
  {
    name: 'for another service',
    kind: 'service_missing',
    request: signaling(
      `agora token=${issue({ services: [rtc({ channel: 'a', uid: 1, role: 'publisher' })] })}`,
    ),
  },
  {
    name: 'of another project',
    kind: 'wrong_app_id',
    request: signaling(`agora token=${issue({ appId: 'f'.repeat(32) })}`),
  },
  {
    name: 'at an operation of another project',
    kind: 'app_id_not_in_path',
    request: at(SIGNALING.replace(APP_ID, 'f'.repeat(32)), signaling(`agora token=${TOKEN}`)),
  },
  {
    name: 'a token of format 006 that has expired, beside its user',
    kind: 'refused',
    request: signaling(undefined, ['x-agora-token', TOKEN_006], ['x-agora-uid', 'zoe']),
    known: { ...ALL_KNOWN, now: NOW + 90_000 },
    says: 'ended',
  },
  {
    name: 'the certificate in place of the token',
    kind: 'certificate_as_token',
    request: signaling(`agora token=${CERTIFICATE}`),
  },
];

const signed = signedBy();
const withTwice = (name: string, value: string): ReceivedRequest => ({
  ...signed,
  headers: [...signed.headers, [name, value]],
});

/** The message, whoever sends it, and what is good to know. */
export const WRONG_MESSAGES: readonly ExplainedRequest[] = [
  {
    name: 'two dates',
    kind: 'duplicate_header',
    request: withTwice('date', 'Sat, 21 Nov 2026 06:30:01 GMT'),
    says: 'other values',
  },
  { name: 'two hosts', kind: 'duplicate_header', request: withTwice('host', HOST), says: 'same' },
  {
    name: 'two credentials of the same header',
    kind: 'duplicate_header',
    request: withTwice('authorization', 'Basic YTpi'),
  },
  { name: 'no Host', kind: 'host_missing', request: signedBy({ sent: { host: null } }) },
  {
    name: 'the method in lower case',
    kind: 'target_form',
    request: signedBy({ sent: { method: 'post' } }),
    says: 'capitals',
  },
  {
    name: 'the whole URL',
    kind: 'target_form',
    request: signedBy({ sent: { target: `https://${HOST}${TARGET}` } }),
    says: 'proxy',
  },
  {
    name: 'a fragment',
    kind: 'target_form',
    request: signedBy({ sent: { target: `${TARGET}#top` } }),
    says: 'fragment',
  },
  {
    name: 'a blank in the path',
    kind: 'target_form',
    request: signedBy({ sent: { target: `${TARGET} x` } }),
    says: 'percent-encoded',
  },
  {
    name: 'length and chunks at once',
    kind: 'message_malformed',
    request: withTwice('Transfer-Encoding', 'chunked'),
  },
  {
    name: 'too many headers',
    kind: 'head_too_large',
    request: withTwice('Cookie', 'a'.repeat(20_000)),
  },
  {
    name: 'a large body',
    kind: 'body_too_large',
    request: signed,
    known: { ...ALL_KNOWN, profile: { name: 'strict', maxBodyBytes: 5 } },
  },
  {
    name: 'for another server',
    kind: 'authority_not_served',
    request: signed,
    known: { ...ALL_KNOWN, profile: { name: 'strict', allowedAuthorities: ['other.example.org'] } },
  },
  {
    name: 'a variable in the URL',
    kind: 'unfilled_variable',
    severity: 'warning',
    request: at('/dev/v1/project?id=%7B%7Bid%7D%7D', basicOf(CUSTOMER_ID, SECRET)),
    says: '{{id}}',
  },
  {
    name: 'a variable in the body',
    kind: 'unfilled_variable',
    severity: 'warning',
    request: signedBy({ body: '{"region": "{{region}}"}' }),
    says: 'body',
  },
  {
    name: 'a body that was cut off',
    kind: 'body_length_differs',
    severity: 'warning',
    request: {
      ...basicOf(CUSTOMER_ID, SECRET),
      headers: [...basicOf(CUSTOMER_ID, SECRET).headers, ['Content-Length', '7']],
    },
  },
  {
    name: 'a token beside Basic',
    kind: 'two_credentials',
    severity: 'note',
    request: authorizedBy(`Basic ${base64(`${CUSTOMER_ID}:${SECRET}`)}`, ['x-agora-token', TOKEN]),
  },
  {
    name: 'a secret with a line end',
    kind: 'unusable_option',
    severity: 'warning',
    request: signed,
    known: { ...ALL_KNOWN, customerSecrets: [`${SECRET}\n`] },
  },
  {
    name: 'a body that is in a file',
    kind: 'body_unknown',
    severity: 'warning',
    request: { ...signed, body: undefined },
    known: { ...ALL_KNOWN, isBodyUnknown: true },
  },
  {
    name: 'no clock',
    kind: 'clock_unknown',
    severity: 'note',
    request: signed,
    known: { ...ALL_KNOWN, now: undefined },
  },
  {
    name: 'no secret known',
    kind: 'unproven',
    severity: 'note',
    request: signed,
    known: { now: NOW },
  },
  {
    name: 'what the client says that it signed, which differs',
    kind: 'client_string_differs',
    request: signedBy({ key: 'another secret' }),
    known: { ...ALL_KNOWN, clientSigningString: `host: ${HOST}\ndate: yesterday` },
    says: 'line 2, column 7',
  },
  {
    name: 'what the client says that it signed, of which it is not the signature',
    kind: 'client_string_not_signed',
    request: signedBy({ key: 'another secret' }),
    known: { ...ALL_KNOWN, clientSigningString: signingString() },
  },
];

const SIGNED_HOST = 'api.example.com';

/** A message with the base written otherwise. */
const based = (
  kind: ExplainedRequest['kind'],
  name: string,
  alter: (base: string) => string,
  parts: MessageParts = {},
): ExplainedRequest => ({
  kind,
  name,
  request: signedMessage({
    host: SIGNED_HOST,
    parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"` }),
    sign: (base) => withSecret(SECRET)(alter(base)),
    ...parts,
  }),
});

const asIs = (base: string): string => base;

/** What can be wrong with message-signature. */
export const WRONG_MESSAGE_SIGNATURES: readonly ExplainedRequest[] = [
  based('signature_input_malformed', 'no nonce', asIs, {
    parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"`, nonce: undefined }),
  }),
  based('signature_input_malformed', 'no list', asIs, { parameters: ';;' }),
  based('coverage_insufficient', 'no query', asIs, { list: '"@method" "@authority" "@path"' }),
  based('signed_header_missing', 'a field that is not sent', asIs, {
    list: `${BARE_LIST} "x-more"`,
  }),
  based('algorithm_not_allowed', 'another algorithm', asIs, {
    parameters: `${parametersWith({ keyid: `"${CUSTOMER_ID}"` })};alg="rsa-pss-sha512"`,
  }),
  based('signature_stale', 'signed yesterday', asIs, {
    parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"`, created: String(NOW - 86_400) }),
  }),
  based('date_outside_window', 'milliseconds', asIs, {
    parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"`, created: `${NOW}000` }),
  }),
  based('unknown_customer', 'another customer', asIs, {
    parameters: parametersWith({ keyid: '"zoe"' }),
  }),
  based('signature_mismatch', 'another secret', asIs, { sign: withSecret('another secret') }),
  based('secret_with_blanks', 'a line feed behind the secret', asIs, {
    sign: withSecret(`${SECRET}\n`),
  }),
  based('line_end_at_end', 'a line feed at the end', (base) => `${base}\n`),
  based('line_ends_crlf', 'CRLF', (base) => base.replaceAll('\n', '\r\n')),
  based('params_line_missing', 'no parameters', (base) => base.split('\n').slice(0, -1).join('\n')),
  based('names_unquoted', 'names without quotes', (base) =>
    base.replaceAll(/^"([^"]+)":/gm, '$1:'),
  ),
  based('method_letter_case', 'the method in lower case', (base) => base.replace('GET', 'get')),
  based('query_unsigned', 'an empty query', (base) => base.replace('?a=1', '?')),
  based('query_rewritten', 'no question mark', (base) => base.replace('?a=1', 'a=1')),
  based('slash_at_end', 'a slash more', (base) => base.replace('/v1/things', '/v1/things/')),
  based('path_decoded', 'the path decoded', (base) => base.replace('%20', ' '), {
    target: '/v1/a%20b?a=1',
  }),
  based('host_other_port', 'the default port', (base) =>
    base.replace(SIGNED_HOST, `${SIGNED_HOST}:443`),
  ),
  based('host_other_port', 'no port', (base) => base.replace(':8080', ''), {
    host: `${SIGNED_HOST}:8080`,
  }),
  {
    name: 'the digest of an empty body',
    kind: 'digest_of_nothing',
    request: withBody(
      signedMessage({
        parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"` }),
        sign: withSecret(SECRET),
        list: BODY_LIST,
        contentDigest: digestMember('sha-256', ''),
      }),
      new TextEncoder().encode('{"a":1}'),
    ),
  },
];
